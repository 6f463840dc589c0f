import { afterEach, describe, expect, it } from "@jest/globals"
import { env, ENV_NAMES, EnvError, parseEnv } from "./env"

const DATABASE_URL = "postgres://shop:pass@db.example.com:5432/shop"
const SECRET = "a-secret-of-44-characters-as-openssl-makes-it"
const SECRETS = { JWT_SECRET: SECRET, COOKIE_SECRET: SECRET, AUTH_MFA_ENCRYPTION_KEY: SECRET }
const SECRET_NAMES = Object.keys(SECRETS)

/** What is wrong with these settings, one line each; nothing when they are accepted. */
function problemsOf(settings: Readonly<Record<string, string | undefined>>): string[] {
  try {
    parseEnv({ DATABASE_URL, ...settings })
    return []
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    return error.message.split("\n").flatMap((line) => (line.startsWith("  - ") ? [line.slice(4)] : []))
  }
}

const messageOf = (settings: Readonly<Record<string, string>>) => {
  try {
    parseEnv(settings)
  } catch (error) {
    return (error as EnvError).message
  }
  return ""
}

describe("parseEnv", () => {
  it("needs 1 setting in development, the database, and fills in the other 14", () => {
    expect(parseEnv({ DATABASE_URL })).toEqual({
      nodeEnv: "development",
      databaseUrl: DATABASE_URL,
      databasePoolMax: 20,
      redisUrl: undefined,
      workerMode: "shared",
      port: 9000,
      publicUrl: "http://localhost:9000",
      cookieSecure: false,
      staticDir: "static",
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:8000,http://localhost:9000",
      jwtSecret: "development-only-secret-that-everyone-knows",
      cookieSecret: "development-only-secret-that-everyone-knows",
      mfaEncryptionKey: "development-only-secret-that-everyone-knows",
      telemetryDisabled: true,
    })
  })

  it("takes every setting as it is given", () => {
    expect(
      parseEnv({
        NODE_ENV: "production",
        DATABASE_URL: "postgresql://shop@db/shop?sslmode=require",
        DATABASE_POOL_MAX: "2",
        REDIS_URL: "rediss://:pass@cache.example.com:6380/1",
        MEDUSA_WORKER_MODE: "server",
        PORT: "8080",
        PUBLIC_URL: "https://shop.example.com",
        STATIC_DIR: "/var/lib/shop/static",
        STORE_CORS: "https://a.example.com,https://b.example.com",
        ADMIN_CORS: "https://admin.example.com",
        AUTH_CORS: "https://login.example.com",
        JWT_SECRET: "jwt-".repeat(8),
        COOKIE_SECRET: "cookie--".repeat(4),
        AUTH_MFA_ENCRYPTION_KEY: "mfa-".repeat(8),
        MEDUSA_DISABLE_TELEMETRY: "false",
      }),
    ).toEqual({
      nodeEnv: "production",
      databaseUrl: "postgresql://shop@db/shop?sslmode=require",
      databasePoolMax: 2,
      redisUrl: "rediss://:pass@cache.example.com:6380/1",
      workerMode: "server",
      port: 8080,
      publicUrl: "https://shop.example.com",
      cookieSecure: true,
      staticDir: "/var/lib/shop/static",
      storeCors: "https://a.example.com,https://b.example.com",
      adminCors: "https://admin.example.com",
      authCors: "https://login.example.com",
      jwtSecret: "jwt-".repeat(8),
      cookieSecret: "cookie--".repeat(4),
      mfaEncryptionKey: "mfa-".repeat(8),
      telemetryDisabled: false,
    })
  })

  it("derives the address from the port, and the origins from both", () => {
    const read = parseEnv({ DATABASE_URL, PORT: "8080" })
    expect(read.publicUrl).toBe("http://localhost:8080")
    expect(read.adminCors).toBe("http://localhost:8080")
    expect(read.authCors).toBe("http://localhost:8000,http://localhost:8080")
  })

  it("derives the admin's origin from the address, and the login's from the admin's and the storefronts'", () => {
    const read = parseEnv({
      DATABASE_URL,
      PUBLIC_URL: "https://shop.example.com",
      STORE_CORS: "https://store.example.com",
    })
    expect(read.adminCors).toBe("https://shop.example.com")
    expect(read.authCors).toBe("https://store.example.com,https://shop.example.com")
  })

  it.each([
    ["https://shop.example.com", true],
    ["http://shop.example.com", false],
  ])("under %s a cookie that only travels over https: %s", (PUBLIC_URL, secure) => {
    expect(parseEnv({ DATABASE_URL, PUBLIC_URL }).cookieSecure).toBe(secure)
  })

  it.each(ENV_NAMES.filter((name) => name !== "DATABASE_URL"))("an empty %s counts as not set", (name) => {
    expect(parseEnv({ DATABASE_URL, [name]: "" })).toEqual(parseEnv({ DATABASE_URL }))
    expect(parseEnv({ DATABASE_URL, [name]: undefined })).toEqual(parseEnv({ DATABASE_URL }))
  })

  it("takes no notice of what else stands in the environment", () => {
    expect(parseEnv({ DATABASE_URL, HOME: "somewhere", PORTS: "x" })).toEqual(parseEnv({ DATABASE_URL }))
  })

  it.each([undefined, ""])("names the database as missing when it is %p, and says what to set it to", (value) => {
    expect(problemsOf({ DATABASE_URL: value })).toEqual([
      "DATABASE_URL is missing; set it to the address of your database: postgres://user:password@host:5432/name",
    ])
  })

  describe("refuses a malformed", () => {
    const EXAMPLE = "must look like postgres://user:password@host:5432/name"
    const POOL = "must be a number from 2 to 500"
    const WHOLE_POOL = "must be a whole number from 2 to 500"
    const RANGE = "must be a number from 1 to 65535"
    const WHOLE = "must be a whole number from 1 to 65535"
    const WEB = "must look like https://shop.example.com, with no path and no slash at the end"
    const ORIGINS = "must list origins with commas between them: https://a.example.com,https://b.example.com"
    const SHORT = "needs at least 32 characters; make one with: openssl rand -base64 32"

    it.each([
      ["NODE_ENV", "staging", "must be development, test or production"],
      ["NODE_ENV", "Production", "must be development, test or production"],
      ["DATABASE_URL", "mysql://u:p@h:3306/name", EXAMPLE],
      ["DATABASE_URL", "postgres://host-and-no-name", EXAMPLE],
      ["DATABASE_URL", "postgres://host/", EXAMPLE],
      ["DATABASE_URL", "postgres://u:a password@host/name", EXAMPLE],
      ["DATABASE_URL", "host/name", EXAMPLE],
      ["DATABASE_POOL_MAX", "1", POOL],
      ["DATABASE_POOL_MAX", "501", POOL],
      ["DATABASE_POOL_MAX", "many", POOL],
      ["DATABASE_POOL_MAX", "2.5", WHOLE_POOL],
      ["REDIS_URL", "http://cache:6379", "must look like redis://host:6379"],
      ["REDIS_URL", "redis://", "must look like redis://host:6379"],
      ["MEDUSA_WORKER_MODE", "both", "must be shared, server or worker"],
      ["PORT", "0", RANGE],
      ["PORT", "65536", RANGE],
      ["PORT", "-1", RANGE],
      ["PORT", " ", RANGE],
      ["PORT", "9000 please", RANGE],
      ["PORT", "80.5", WHOLE],
      ["PUBLIC_URL", "shop.example.com", WEB],
      ["PUBLIC_URL", "https://shop.example.com/", WEB],
      ["PUBLIC_URL", "https://shop.example.com/shop", WEB],
      ["PUBLIC_URL", "ftp://shop.example.com", WEB],
      ["STORE_CORS", "*", ORIGINS],
      ["STORE_CORS", "https://a.example.com,", ORIGINS],
      ["STORE_CORS", "https://a.example.com, https://b.example.com", ORIGINS],
      ["STORE_CORS", "https://a.example.com/", ORIGINS],
      ["ADMIN_CORS", "admin.example.com", ORIGINS],
      ["AUTH_CORS", "https://a.example.com;https://b.example.com", ORIGINS],
      ["JWT_SECRET", "x".repeat(31), SHORT],
      ["COOKIE_SECRET", "x".repeat(31), SHORT],
      ["AUTH_MFA_ENCRYPTION_KEY", "x".repeat(31), SHORT],
      ["MEDUSA_DISABLE_TELEMETRY", "yes", "must be true or false"],
      ["MEDUSA_DISABLE_TELEMETRY", "1", "must be true or false"],
    ])("%s: %s", (name, value, problem) => {
      expect(problemsOf({ [name]: value })).toEqual([`${name} ${problem}`])
    })

    it.each([
      ["DATABASE_POOL_MAX", "2"],
      ["DATABASE_POOL_MAX", "500"],
      ["PORT", "1"],
      ["PORT", "65535"],
      ["JWT_SECRET", "x".repeat(32)],
    ])("value, but not one at the edge: %s at %s", (name, value) => {
      expect(problemsOf({ [name]: value })).toEqual([])
    })

    it("number once, also where 2 rules object", () => {
      expect(problemsOf({ PORT: "99999999999999999999" })).toEqual([`PORT ${WHOLE}`])
    })
  })

  describe("in production", () => {
    const production = { NODE_ENV: "production", ...SECRETS }

    it("is content with a database and 3 secrets", () => {
      expect(problemsOf(production)).toEqual([])
    })

    it.each(SECRET_NAMES)("misses %s", (name) => {
      const problem = `${name} is missing and has no default in production; it needs at least 32 characters; make one with: openssl rand -base64 32`
      expect(problemsOf({ ...production, [name]: undefined })).toEqual([problem])
      expect(problemsOf({ ...production, [name]: "" })).toEqual([problem])
    })

    it.each(SECRET_NAMES)("refuses a short %s", (name) => {
      expect(problemsOf({ ...production, [name]: "x".repeat(31) })).toHaveLength(1)
    })

    it.each(SECRET_NAMES)("refuses the %s that development falls back to, since everyone knows it", (name) => {
      const known = parseEnv({ DATABASE_URL }).jwtSecret
      expect(problemsOf({ ...production, [name]: known })).toEqual([
        `${name} is the one that development falls back to, which everyone knows; make one with: openssl rand -base64 32`,
      ])
    })
  })

  describe("its message", () => {
    it("lists all 6 problems at once, counts them, and says where settings go", () => {
      const message = messageOf({ NODE_ENV: "production", PORT: "none", STORE_CORS: "*" })
      const lines = message.split("\n")
      expect(lines[0]).toBe("The environment is not complete: 6 settings to mend.")
      expect(lines.slice(1, 7).map((line) => line.split(" ")[3])).toEqual([
        "DATABASE_URL",
        "PORT",
        "STORE_CORS",
        "JWT_SECRET",
        "COOKIE_SECRET",
        "AUTH_MFA_ENCRYPTION_KEY",
      ])
      expect(lines[7]).toBe("Set them in the environment or in a file named .env; .env.template explains each one.")
      expect(lines).toHaveLength(8)
    })

    it("speaks of 1 setting when there is 1", () => {
      expect(messageOf({})).toContain("1 setting to mend.")
    })

    it("has the code env_invalid", () => {
      expect(() => parseEnv({})).toThrow(expect.objectContaining({ code: "env_invalid", name: "EnvError" }))
    })

    it.each(ENV_NAMES)("never repeats the value of %s, which could be a secret", (name) => {
      const message = messageOf({ DATABASE_URL, [name]: "~hush hush~" })
      // A folder may be called anything; every other setting has a form that this value misses.
      expect(message === "").toBe(name === "STATIC_DIR")
      expect(message).not.toContain("hush")
    })
  })
})

describe("payment settings", () => {
  it("takes no payments through a provider that nothing is said of", () => {
    expect(parseEnv({ DATABASE_URL })).toMatchObject({ stripe: undefined, adyen: undefined, paymentTestUrl: undefined })
  })

  it("names the 2 settings that Adyen's key is of no use without", () => {
    const message = messageOf({ DATABASE_URL, ADYEN_API_KEY: "key" })
    expect(message).toContain("ADYEN_MERCHANT_ACCOUNT is missing; ADYEN_API_KEY is of no use without it")
    expect(message).toContain("ADYEN_HMAC_KEY is missing")
  })

  it("reads 2 webhook secrets while one is being replaced", () => {
    const { stripe } = parseEnv({ DATABASE_URL, STRIPE_API_KEY: "key", STRIPE_WEBHOOK_SECRET: "new,old" })
    expect(stripe).toEqual({ apiKey: "key", webhookSecrets: ["new", "old"] })
  })

  it("refuses a test provider that is not on this machine", () => {
    expect(messageOf({ DATABASE_URL, PAYMENT_TEST_URL: "http://tests.example.com:4000" })).toContain("of this machine")
  })
})

describe("env", () => {
  const before = { ...process.env }
  afterEach(() => {
    process.env = before
  })

  it("reads the environment of the process once, however often it is asked", () => {
    process.env = { DATABASE_URL, PORT: "8080" }
    const first = env()
    expect(first.port).toBe(8080)

    process.env = { DATABASE_URL, PORT: "8081" }
    expect(env()).toBe(first)
  })
})

describe("ENV_NAMES", () => {
  it("has 29 settings, each once, in capitals", () => {
    expect(ENV_NAMES).toHaveLength(29)
    expect(new Set(ENV_NAMES).size).toBe(29)
    for (const name of ENV_NAMES) expect(name).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
  })
})

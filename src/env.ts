import { z } from "@medusajs/framework/zod"

/**
 * Every setting the shop reads, in one place. Nothing else reads `process.env`.
 * `.env.template` lists the same names for people; a test keeps the two equal.
 */

const MAKE_ONE = "make one with: openssl rand -base64 32"
const SECRET_RULE = `needs at least 32 characters; ${MAKE_ONE}`
const secret = z.string().min(32, SECRET_RULE)

const postgresUrl = z
  .string({ error: "is missing; set it to the address of your database: postgres://user:password@host:5432/name" })
  .regex(/^postgres(ql)?:\/\/[^\s]+\/[^\s/]+$/, "must look like postgres://user:password@host:5432/name")

const redisUrl = z.string().regex(/^rediss?:\/\/\S+$/, "must look like redis://host:6379")

const webUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/]+$/, "must look like https://shop.example.com, with no path and no slash at the end")

const origins = z
  .string()
  .regex(
    /^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*$/,
    "must list origins with commas between them: https://a.example.com,https://b.example.com",
  )

const port = z.coerce
  .number({ error: "must be a number from 1 to 65535" })
  .int("must be a whole number from 1 to 65535")
  .min(1, "must be a number from 1 to 65535")
  .max(65535, "must be a number from 1 to 65535")

const trueOrFalse = z.enum(["true", "false"], { error: "must be true or false" }).transform((text) => text === "true")

const schema = z.object({
  /** `production` demands real secrets; `development` and `test` fall back to public ones. */
  NODE_ENV: z
    .enum(["development", "test", "production"], { error: "must be development, test or production" })
    .default("development"),

  /** The database that holds everything. PostgreSQL 15 or newer. */
  DATABASE_URL: postgresUrl,
  /** Largest number of connections one process opens. Servers × this must stay below the database's own limit. */
  DATABASE_POOL_MAX: z.coerce
    .number({ error: "must be a number from 2 to 500" })
    .int("must be a whole number from 2 to 500")
    .min(2, "must be a number from 2 to 500")
    .max(500, "must be a number from 2 to 500")
    .default(20),
  /** Transport for events, workflows, cache, locks and sessions. Without it all of them live in the one process. */
  REDIS_URL: redisUrl.optional(),
  /** What this process does: answer requests, run background work, or both. */
  MEDUSA_WORKER_MODE: z
    .enum(["shared", "server", "worker"], { error: "must be shared, server or worker" })
    .default("shared"),

  /** Port the API and the dashboard answer on. */
  PORT: port.default(9000),
  /** The address people reach the shop under. `https://` makes the session cookie secure. Default: http://localhost:PORT. */
  PUBLIC_URL: webUrl.optional(),
  /** Where uploaded files and product pictures are kept; served under /static. Relative to where the process runs. */
  STATIC_DIR: z.string().default("static"),
  /** Origins of the storefronts, for CORS. */
  STORE_CORS: origins.default("http://localhost:8000"),
  /** Origins of dashboards that are served from elsewhere, for CORS. Default: PUBLIC_URL. */
  ADMIN_CORS: origins.optional(),
  /** Origins that may log in. Default: STORE_CORS and ADMIN_CORS together. */
  AUTH_CORS: origins.optional(),

  /** Signs access tokens. */
  JWT_SECRET: secret.optional(),
  /** Signs session cookies. */
  COOKIE_SECRET: secret.optional(),
  /** Encrypts the second-factor secrets of admins and customers. */
  AUTH_MFA_ENCRYPTION_KEY: secret.optional(),

  /** Takes payments through Stripe: the account's secret key. */
  STRIPE_API_KEY: z.string().optional(),
  /** What Stripe signs its webhooks with; two with a comma between them while one is being replaced. */
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  /** Where Stripe's API is, for a stand-in. */
  STRIPE_API_URL: webUrl.optional(),
  /** Takes payments through Adyen: the API credential's key. */
  ADYEN_API_KEY: z.string().optional(),
  /** The merchant account that payments are made for. */
  ADYEN_MERCHANT_ACCOUNT: z.string().optional(),
  /** What Adyen signs its webhooks with, in hexadecimal; two with a comma between them while one is being replaced. */
  ADYEN_HMAC_KEY: z.string().optional(),
  /** The key that Adyen's components are given in the storefront; public by its nature. */
  ADYEN_CLIENT_KEY: z
    .string()
    .regex(/^(test|live)_\S+$/, "must begin with test_ or live_, as Adyen shows it")
    .optional(),
  /** Which of Adyen's environments the account is in. */
  ADYEN_ENVIRONMENT: z.enum(["test", "live"], { error: "must be test or live" }).default("test"),
  /** The account's own part of the live addresses. */
  ADYEN_LIVE_URL_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "must be letters, digits and hyphens: 1797a841fbb37ca7-shop")
    .optional(),
  /** Where a shopper comes back to from a bank. Default: /checkout of the first storefront in STORE_CORS. */
  ADYEN_RETURN_URL: z.url({ error: "must be an address: https://www.example.com/checkout" }).optional(),
  /** Who fetches settlement reports, which are compared with what the shop has recorded. */
  ADYEN_REPORT_USER: z.string().optional(),
  /** The report user's password. */
  ADYEN_REPORT_PASSWORD: z.string().optional(),
  /** Where Adyen's API is, for a stand-in. */
  ADYEN_API_URL: webUrl.optional(),
  /** Where the stand-in of the provider for tests is. Only on this machine. */
  PAYMENT_TEST_URL: z
    .string()
    .regex(/^http:\/\/(127\.0\.0\.1|localhost):\d+$/, "must be an address of this machine: http://127.0.0.1:4000")
    .optional(),

  /** `false` turns the host's usage statistics on. They are off unless you say so. */
  MEDUSA_DISABLE_TELEMETRY: trueOrFalse.default(true),
})

/** Names of every setting, for `.env.template` and its test. */
export const ENV_NAMES: readonly string[] = Object.keys(schema.shape)

const SECRET_NAMES = ["JWT_SECRET", "COOKIE_SECRET", "AUTH_MFA_ENCRYPTION_KEY"] as const

/** Settings that are of no use alone. */
const TOGETHER = [
  ["STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET"],
  ["ADYEN_API_KEY", "ADYEN_MERCHANT_ACCOUNT", "ADYEN_HMAC_KEY"],
  ["ADYEN_REPORT_USER", "ADYEN_REPORT_PASSWORD"],
] as const

/** Public on purpose: they protect nothing and are refused in production. */
const DEVELOPMENT_SECRET = "development-only-secret-that-everyone-knows"

export interface Env {
  readonly nodeEnv: "development" | "test" | "production"
  readonly databaseUrl: string
  readonly databasePoolMax: number
  readonly redisUrl: string | undefined
  readonly workerMode: "shared" | "server" | "worker"
  readonly port: number
  readonly publicUrl: string
  readonly cookieSecure: boolean
  readonly staticDir: string
  readonly storeCors: string
  readonly adminCors: string
  readonly authCors: string
  readonly jwtSecret: string
  readonly cookieSecret: string
  readonly mfaEncryptionKey: string
  readonly stripe:
    { readonly apiKey: string; readonly webhookSecrets: readonly string[]; readonly url?: string } | undefined
  readonly adyen:
    | {
        readonly apiKey: string
        readonly merchantAccount: string
        readonly hmacKeys: readonly string[]
        readonly environment: "test" | "live"
        readonly returnUrl: string
        readonly clientKey?: string
        readonly liveUrlPrefix?: string
        readonly reportUser?: string
        readonly reportPassword?: string
        readonly url?: string
      }
    | undefined
  readonly paymentTestUrl: string | undefined
  readonly telemetryDisabled: boolean
}

/** One message that names every missing or malformed setting and what to do about each. Carries no values: some are secrets. */
export class EnvError extends Error {
  readonly code = "env_invalid"
  readonly summary: string
  readonly next = "Set them in the environment or in a file named .env; .env.template explains each one."

  constructor(problems: readonly string[]) {
    const count = `${problems.length} setting${problems.length === 1 ? "" : "s"} to mend`
    const summary = [`The environment is not complete: ${count}.`, ...problems.map((line) => `  - ${line}`)].join("\n")
    super(summary)
    this.name = "EnvError"
    this.summary = summary
    this.message = `${summary}\n${this.next}`
  }
}

/**
 * Reads the settings once.
 *
 * @param raw usually `process.env`; an empty string counts as not set
 * @throws EnvError with every problem at once
 */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ""))
  const result = schema.safeParse(given)
  const problems = new Map<string, string>()
  for (const { path, message } of result.error?.issues ?? []) {
    const name = path.join(".")
    // Two rules may object to one value; the first says enough.
    if (!problems.has(name)) problems.set(name, message)
  }

  if (given["NODE_ENV"] === "production") {
    for (const name of SECRET_NAMES) {
      if (!(name in given)) problems.set(name, `is missing and has no default in production; it ${SECRET_RULE}`)
      else if (given[name] === DEVELOPMENT_SECRET) {
        problems.set(name, `is the one that development falls back to, which everyone knows; ${MAKE_ONE}`)
      }
    }
  }
  for (const names of TOGETHER) {
    const present = names.filter((name) => name in given)
    if (present.length === 0) continue
    for (const name of names)
      if (!(name in given)) problems.set(name, `is missing; ${present[0]} is of no use without it`)
  }
  if (given["ADYEN_ENVIRONMENT"] === "live" && !("ADYEN_LIVE_URL_PREFIX" in given)) {
    problems.set("ADYEN_LIVE_URL_PREFIX", "is missing; a live account is reached under addresses of its own")
  }
  if (!result.success || problems.size > 0) {
    throw new EnvError([...problems].map(([name, problem]) => `${name} ${problem}`))
  }

  const { data } = result
  const publicUrl = data.PUBLIC_URL ?? `http://localhost:${data.PORT}`
  const adminCors = data.ADMIN_CORS ?? publicUrl
  return {
    nodeEnv: data.NODE_ENV,
    databaseUrl: data.DATABASE_URL,
    databasePoolMax: data.DATABASE_POOL_MAX,
    redisUrl: data.REDIS_URL,
    workerMode: data.MEDUSA_WORKER_MODE,
    port: data.PORT,
    publicUrl,
    cookieSecure: publicUrl.startsWith("https://"),
    staticDir: data.STATIC_DIR,
    storeCors: data.STORE_CORS,
    adminCors,
    authCors: data.AUTH_CORS ?? `${data.STORE_CORS},${adminCors}`,
    jwtSecret: data.JWT_SECRET ?? DEVELOPMENT_SECRET,
    cookieSecret: data.COOKIE_SECRET ?? DEVELOPMENT_SECRET,
    mfaEncryptionKey: data.AUTH_MFA_ENCRYPTION_KEY ?? DEVELOPMENT_SECRET,
    stripe:
      data.STRIPE_API_KEY && data.STRIPE_WEBHOOK_SECRET
        ? {
            apiKey: data.STRIPE_API_KEY,
            webhookSecrets: data.STRIPE_WEBHOOK_SECRET.split(","),
            ...(data.STRIPE_API_URL && { url: data.STRIPE_API_URL }),
          }
        : undefined,
    adyen:
      data.ADYEN_API_KEY && data.ADYEN_MERCHANT_ACCOUNT && data.ADYEN_HMAC_KEY
        ? {
            apiKey: data.ADYEN_API_KEY,
            merchantAccount: data.ADYEN_MERCHANT_ACCOUNT,
            hmacKeys: data.ADYEN_HMAC_KEY.split(","),
            environment: data.ADYEN_ENVIRONMENT,
            returnUrl: data.ADYEN_RETURN_URL ?? `${data.STORE_CORS.split(",")[0] ?? publicUrl}/checkout`,
            ...(data.ADYEN_CLIENT_KEY && { clientKey: data.ADYEN_CLIENT_KEY }),
            ...(data.ADYEN_LIVE_URL_PREFIX && { liveUrlPrefix: data.ADYEN_LIVE_URL_PREFIX }),
            ...(data.ADYEN_REPORT_USER && { reportUser: data.ADYEN_REPORT_USER }),
            ...(data.ADYEN_REPORT_PASSWORD && { reportPassword: data.ADYEN_REPORT_PASSWORD }),
            ...(data.ADYEN_API_URL && { url: data.ADYEN_API_URL }),
          }
        : undefined,
    paymentTestUrl: data.PAYMENT_TEST_URL,
    telemetryDisabled: data.MEDUSA_DISABLE_TELEMETRY,
  }
}

let parsed: Env | undefined

/** The settings of this process, read at the first call and the same ever after. */
export function env(): Env {
  return (parsed ??= parseEnv(process.env))
}

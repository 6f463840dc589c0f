import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "@jest/globals"
import { LAUNCHER_ENV_NAMES } from "../../launcher/settings"
import { ENV_NAMES, parseEnv } from "../../src/env"
import { REPOSITORY_ROOT } from "./repository-root"
import { activeLines, templateSettings } from "./settings-template"

const read = (name: string) => readFileSync(path.join(REPOSITORY_ROOT, name), "utf8")

const template = read(".env.template")
const settings = templateSettings(template)
const SECRETS = ["JWT_SECRET", "COOKIE_SECRET", "AUTH_MFA_ENCRYPTION_KEY", "POSTGRES_PASSWORD", "ADMIN_PASSWORD"]
const DATABASE_URL = "postgres://shop:pass@db.example.com:5432/shop"

/** What docker-compose.yml takes from the same file. */
const composed = [...read("docker-compose.yml").matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].flatMap(([, name]) => name ?? [])

describe(".env.template", () => {
  it("lists what the shop, the launcher and docker-compose.yml read, each once and nothing else", () => {
    const readSomewhere = [...new Set([...ENV_NAMES, ...LAUNCHER_ENV_NAMES, ...composed])]
    expect(settings.map(({ name }) => name).sort()).toEqual(readSomewhere.sort())
  })

  it("changes nothing when it is copied as it is", () => {
    expect(activeLines(template)).toEqual([])
  })

  it.each(settings.map((setting) => [setting.name, setting] as const))(
    "explains %s in a sentence",
    (_name, setting) => {
      expect(setting.explanation).toMatch(/^[A-Za-z].{20,}\.$/)
      expect(setting.byDefault).toBeDefined()
    },
  )

  it.each(settings.map((setting) => [setting.name, setting] as const))(
    "gives %s an example, or the command that makes one if it is a secret",
    (name, { example, makeOne, value }) => {
      if (SECRETS.includes(name)) {
        expect({ value, example }).toEqual({ value: "", example: undefined })
        expect(makeOne).toMatch(/^openssl rand /)
      } else {
        expect({ example: typeof example, makeOne }).toEqual({ example: "string", makeOne: undefined })
      }
    },
  )

  it.each(settings.filter(({ value }) => value !== "").map(({ name, ...rest }) => [name, rest] as const))(
    "names the same default for %s in the explanation and in the line",
    (_name, { value, byDefault }) => {
      expect(byDefault?.split(";")[0]).toBe(value)
    },
  )

  it("names the defaults that the shop really has", () => {
    const written = Object.fromEntries(settings.map(({ name, value }) => [name, value]))
    expect(parseEnv({ ...written, DATABASE_URL })).toEqual(parseEnv({ DATABASE_URL }))
  })

  it("names an example for each setting that the shop accepts and that is not the default", () => {
    for (const { name, example } of settings.filter(
      ({ name }) => ENV_NAMES.includes(name) && !SECRETS.includes(name),
    )) {
      const env = () =>
        parseEnv({
          DATABASE_URL,
          JWT_SECRET: "x".repeat(32),
          ...production(name),
          ...withCompanions(name),
          [name]: example,
        })
      expect(env).not.toThrow()
      expect(env()).not.toEqual(parseEnv({ DATABASE_URL, JWT_SECRET: "x".repeat(32) }))
    }
  })
})

/** The example of NODE_ENV is production, which needs all secrets. */
const production = (name: string) =>
  name === "NODE_ENV" ? { COOKIE_SECRET: "x".repeat(32), AUTH_MFA_ENCRYPTION_KEY: "x".repeat(32) } : {}

/** A payment provider's settings are of no use one by one. */
const withCompanions = (name: string) => {
  const [provider] = name.split("_")
  const companions = settings.filter((setting) => setting.name.startsWith(`${provider}_`))
  return provider === "STRIPE" || provider === "ADYEN"
    ? Object.fromEntries(companions.map((setting) => [setting.name, setting.example]))
    : {}
}

describe("reading a template", () => {
  it("finds 1 setting with its explanation over 2 lines, its default and its example", () => {
    const text = "## A group\n\n# One line\n# and another.\n# Default: 1\n# Example: 2\n#NAME=1\n"
    expect(templateSettings(text)).toEqual([
      {
        name: "NAME",
        value: "1",
        explanation: "One line and another.",
        byDefault: "1",
        example: "2",
        makeOne: undefined,
      },
    ])
  })

  it("finds a setting that nobody explained, and a line that is already taken over", () => {
    expect(templateSettings("NAME=1")).toMatchObject([{ name: "NAME", explanation: "", byDefault: undefined }])
    expect(activeLines("# NAME\n\nNAME=1\n#OTHER=2\n")).toEqual(["NAME=1"])
  })
})

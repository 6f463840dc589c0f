import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { LaunchFailure } from "./launch-failure"
import { checkEnvironment, shopEnvironment } from "./shop-environment"

const OWN = "postgres://me:word@db.example.com/shop"
const SECRETS = {
  JWT_SECRET: "a".repeat(32),
  COOKIE_SECRET: "b".repeat(32),
  AUTH_MFA_ENCRYPTION_KEY: "c".repeat(32),
}

describe("checkEnvironment", () => {
  it("wants nothing at all for the embedded shop", () => {
    expect(checkEnvironment({})).toMatchObject({ port: 9000, publicUrl: "http://localhost:9000", redisUrl: undefined })
  })

  it("wants 3 secrets beside a database of one's own, since every machine of a fleet must hold the same", () => {
    expect(() => checkEnvironment({ DATABASE_URL: OWN })).toThrow(LaunchFailure)
    expect(() => checkEnvironment({ DATABASE_URL: OWN })).toThrow("3 settings to mend")
    expect(checkEnvironment({ DATABASE_URL: OWN, ...SECRETS }).databaseUrl).toBe(OWN)
  })

  it("counts an empty setting as not set", () => {
    expect(checkEnvironment({ DATABASE_URL: "", PORT: "", REDIS_URL: "" }).port).toBe(9000)
  })
})

describe("shopEnvironment", () => {
  let dataDir: string

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-environment-"))
  })

  afterEach(() => {
    rmSync(dataDir, { recursive: true })
  })

  it("makes the embedded shop's secrets once and keeps them in a file of mode 0600", () => {
    const first = shopEnvironment({}, dataDir, OWN)
    const second = shopEnvironment({}, dataDir, OWN)
    expect(second).toEqual(first)
    expect(new Set(Object.keys(SECRETS).map((name) => first[name])).size).toBe(3)
    expect(statSync(path.join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(path.join(dataDir, "secrets.json"), "utf8"))).toEqual(
      Object.fromEntries(Object.keys(SECRETS).map((name) => [name, first[name]])),
    )
  })

  it("makes no secrets beside a database of one's own", () => {
    expect(shopEnvironment({ DATABASE_URL: OWN, ...SECRETS }, dataDir, OWN)).toMatchObject(SECRETS)
    expect(() => statSync(path.join(dataDir, "secrets.json"))).toThrow()
  })

  it("runs as production with telemetry off unless told otherwise, and keeps the admin's password from the server", () => {
    const env = shopEnvironment(
      { NODE_ENV: "development", ADMIN_EMAIL: "a@example.com", ADMIN_PASSWORD: "word" },
      dataDir,
      OWN,
    )
    expect(env).toMatchObject({ NODE_ENV: "production", MEDUSA_DISABLE_TELEMETRY: "true", DATABASE_URL: OWN })
    expect(env["ADMIN_PASSWORD"]).toBeUndefined()
    expect(shopEnvironment({ MEDUSA_DISABLE_TELEMETRY: "false" }, dataDir, OWN)["MEDUSA_DISABLE_TELEMETRY"]).toBe(
      "false",
    )
  })
})

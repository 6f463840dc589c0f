import path from "node:path"
import { type Env, EnvError, parseEnv } from "../src/env"
import { LaunchFailure } from "./launch-failure"
import { ownSecrets } from "./own-secrets"
import type { ShopEnv } from "./shop-processes"

type Raw = Readonly<Record<string, string | undefined>>

/** Stands for the embedded database until its port is known; only its form is looked at. */
const NOT_STARTED_YET = "postgres://holdfast@127.0.0.1/holdfast"

/** Reads the settings before anything is started, so that a mistake costs nothing. */
export function checkEnvironment(raw: Raw): Env {
  const secrets = { JWT_SECRET: PLACEHOLDER, COOKIE_SECRET: PLACEHOLDER, AUTH_MFA_ENCRYPTION_KEY: PLACEHOLDER }
  try {
    // With a database of one's own come secrets of one's own: every machine of a fleet must hold the same.
    return parseEnv({
      ...(raw["DATABASE_URL"] ? {} : { ...secrets, DATABASE_URL: NOT_STARTED_YET }),
      ...withoutEmpty(raw),
      NODE_ENV: "production",
    })
  } catch (error) {
    if (error instanceof EnvError) throw new LaunchFailure(error.code, error.summary, error.next)
    throw error
  }
}

const PLACEHOLDER = "made-and-kept-by-the-embedded-shop"

/** What every process of the shop is started with. */
export function shopEnvironment(raw: Raw, dataDir: string, databaseUrl: string): ShopEnv {
  return {
    ...(raw["DATABASE_URL"] ? {} : ownSecrets(dataDir)),
    STATIC_DIR: path.join(dataDir, "static"),
    ...withoutEmpty(raw),
    DATABASE_URL: databaseUrl,
    NODE_ENV: "production",
    MEDUSA_DISABLE_TELEMETRY: raw["MEDUSA_DISABLE_TELEMETRY"] || "true",
    // Only the launcher may know the first admin's password.
    ADMIN_EMAIL: undefined,
    ADMIN_PASSWORD: undefined,
  }
}

const withoutEmpty = (raw: Raw) => Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ""))

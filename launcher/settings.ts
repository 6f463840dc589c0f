import path from "node:path"
import { LaunchFailure } from "./launch-failure"

/** Settings that only `npm start` reads; the shop's own are in `src/env.ts`. */
export const LAUNCHER_ENV_NAMES = ["DATA_DIR", "SEED_DEMO", "ADMIN_EMAIL", "ADMIN_PASSWORD"] as const

export interface LauncherSettings {
  /** Everything this shop keeps: database, secrets, pictures, logs. */
  readonly dataDir: string
  /** `undefined`: only into a database that was empty. */
  readonly seedDemo: boolean | undefined
  readonly admin: { readonly email: string; readonly password: string } | undefined
}

export function launcherSettings(root: string, raw: Readonly<Record<string, string | undefined>>): LauncherSettings {
  const dataDir = path.resolve(root, raw["DATA_DIR"] || ".data")
  const { SEED_DEMO: seed, ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = raw
  if (seed && seed !== "true" && seed !== "false") {
    throw new LaunchFailure(
      "env_invalid",
      `SEED_DEMO is neither true nor false.`,
      "Set it to one of them, or leave it out.",
    )
  }
  if (Boolean(email) !== Boolean(password)) {
    throw new LaunchFailure(
      "env_invalid",
      `${email ? "ADMIN_EMAIL" : "ADMIN_PASSWORD"} is set without ${email ? "ADMIN_PASSWORD" : "ADMIN_EMAIL"}.`,
      "Set both, or neither: then a password is made and printed.",
    )
  }
  return {
    dataDir,
    seedDemo: seed ? seed === "true" : undefined,
    admin: email && password ? { email, password } : undefined,
  }
}

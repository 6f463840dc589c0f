import path from "node:path"
import { LaunchFailure } from "./launch-failure"

/** Settings that only `npm start` reads; the shop's own are in `src/env.ts`. */
export const LAUNCHER_ENV_NAMES = ["DATA_DIR", "SEED_DEMO", "DEMO_PAYMENTS", "ADMIN_EMAIL", "ADMIN_PASSWORD"] as const

export interface LauncherSettings {
  /** Everything this shop keeps: database, secrets, pictures, logs. */
  readonly dataDir: string
  /** `undefined`: only into a database that was empty. */
  readonly seedDemo: boolean | undefined
  /** Whether Stripe and Adyen are played on this machine, with a storefront to pay in. */
  readonly demoPayments: boolean
  readonly admin: { readonly email: string; readonly password: string } | undefined
}

export function launcherSettings(root: string, raw: Readonly<Record<string, string | undefined>>): LauncherSettings {
  const dataDir = path.resolve(root, raw["DATA_DIR"] || ".data")
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = raw
  const seedDemo = trueOrFalse(raw, "SEED_DEMO")
  const demoPayments = trueOrFalse(raw, "DEMO_PAYMENTS")
  if (Boolean(email) !== Boolean(password)) {
    throw new LaunchFailure(
      "env_invalid",
      `${email ? "ADMIN_EMAIL" : "ADMIN_PASSWORD"} is set without ${email ? "ADMIN_PASSWORD" : "ADMIN_EMAIL"}.`,
      "Set both, or neither: then a password is made and printed.",
    )
  }
  return {
    dataDir,
    seedDemo,
    // A database of one's own may hold orders that were paid at the providers themselves.
    demoPayments: demoPayments ?? !raw["DATABASE_URL"],
    admin: email && password ? { email, password } : undefined,
  }
}

function trueOrFalse(raw: Readonly<Record<string, string | undefined>>, name: string): boolean | undefined {
  const text = raw[name]
  if (!text) return undefined
  if (text === "true" || text === "false") return text === "true"
  throw new LaunchFailure(
    "env_invalid",
    `${name} is neither true nor false.`,
    "Set it to one of them, or leave it out.",
  )
}

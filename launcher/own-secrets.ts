import { randomBytes } from "node:crypto"
import path from "node:path"
import { readKept, writeKept } from "./kept-json"

const NAMES = ["JWT_SECRET", "COOKIE_SECRET", "AUTH_MFA_ENCRYPTION_KEY"] as const

export type Secrets = Readonly<Record<(typeof NAMES)[number], string>>

/** The embedded shop's secrets: made once, kept in the data folder, so a restart logs nobody out. */
export function ownSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json")
  const kept = readKept<Partial<Secrets>>(file) ?? {}
  const all = Object.fromEntries(
    NAMES.map((name) => [name, kept[name] ?? randomBytes(32).toString("base64")]),
  ) as Secrets
  if (NAMES.some((name) => !(name in kept))) writeKept(file, all)
  return all
}

import { randomBytes } from "node:crypto"
import path from "node:path"
import { readKept, writeKept } from "./kept-json"

/** What the shop and its stand-ins know each other by. They open nothing but this machine's own test money. */
export interface StandInKeys {
  /** The end of Stripe's keys, which names the account. */
  readonly stripeAccount: string
  readonly stripeWebhookSecret: string
  readonly adyenHmacKey: string
  readonly adyenClientKey: string
}

const MAKE: { readonly [name in keyof StandInKeys]: () => string } = {
  stripeAccount: () => randomBytes(12).toString("hex"),
  stripeWebhookSecret: () => `whsec_${randomBytes(24).toString("hex")}`,
  adyenHmacKey: () => randomBytes(32).toString("hex"),
  adyenClientKey: () => `test_${randomBytes(16).toString("hex")}`,
}

const NAMES = Object.keys(MAKE) as (keyof StandInKeys)[]

/** Made once and kept beside the stand-ins' books: with other keys, earlier test payments would be another account's. */
export function standInKeys(folder: string): StandInKeys {
  const file = path.join(folder, "keys.json")
  const kept = readKept<Partial<StandInKeys>>(file) ?? {}
  const all = Object.fromEntries(NAMES.map((name) => [name, kept[name] ?? MAKE[name]()])) as unknown as StandInKeys
  if (NAMES.some((name) => kept[name] === undefined)) writeKept(file, all)
  return all
}

import { createHash } from "node:crypto"
import type { FakeClock } from "./fake-clock"
import type { Reply } from "./reply"

interface Kept {
  readonly where: string
  readonly hash: string
  readonly at: number
  reply: Reply | null
}

/** What a key was used for before. */
export type KeyUse =
  | { readonly use: "first" }
  | { readonly use: "replay"; readonly reply: Reply }
  | { readonly use: "in_flight" }
  | { readonly use: "other_parameters" }
  | { readonly use: "other_endpoint"; readonly where: string }

/** The keys one account has used, as a provider keeps them: bound to an endpoint and to the parameters. */
export class IdempotencyTable {
  private readonly keys = new Map<string, Kept>()

  constructor(
    private readonly clock: FakeClock,
    private readonly keepForMs: number,
  ) {}

  /** Takes the key for this request, unless somebody has it. */
  begin(key: string, where: string, parameters: unknown): KeyUse {
    const hash = createHash("sha256").update(stableText(parameters)).digest("hex")
    const kept = this.keys.get(key)
    if (kept && kept.at + this.keepForMs > this.clock.now()) {
      if (kept.where !== where) return { use: "other_endpoint", where: kept.where }
      if (kept.hash !== hash) return { use: "other_parameters" }
      return kept.reply ? { use: "replay", reply: kept.reply } : { use: "in_flight" }
    }
    this.keys.set(key, { where, hash, at: this.clock.now(), reply: null })
    return { use: "first" }
  }

  /** Keeps the answer, or lets the key go when nothing was begun. */
  end(key: string, reply: Reply | null): void {
    const kept = this.keys.get(key)
    if (!kept) return
    if (reply) kept.reply = reply
    else this.keys.delete(key)
  }
}

const stableText = (value: unknown): string =>
  JSON.stringify(value ?? null, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )

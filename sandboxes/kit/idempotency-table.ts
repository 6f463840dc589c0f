import { createHash } from "node:crypto"
import type { FakeClock } from "./fake-clock"
import type { Reply } from "./reply"

interface Kept {
  readonly where: string
  readonly hash: string
  readonly at: number
  /** What is answered, from when it is known. */
  reply: Reply | null
  /** Whoever has it is still at work. */
  atWork: boolean
}

/** Keys as plain data. */
export type KeysSnapshot = readonly (readonly [key: string, kept: Kept])[]

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
      return kept.reply && !kept.atWork ? { use: "replay", reply: kept.reply } : { use: "in_flight" }
    }
    this.keys.set(key, { where, hash, at: this.clock.now(), reply: null, atWork: true })
    return { use: "first" }
  }

  /** It is done, though its answer may take a while: a sandbox that dies now does not do it once more. */
  done(key: string, reply: Reply | null): void {
    const kept = this.keys.get(key)
    if (kept) kept.reply = reply
  }

  /** Keeps the answer, or lets the key go when nothing was begun. */
  end(key: string, reply: Reply | null): void {
    const kept = this.keys.get(key)
    if (!kept) return
    kept.reply = reply
    kept.atWork = false
    if (!reply) this.keys.delete(key)
  }

  snapshot(): KeysSnapshot {
    return [...this.keys]
  }

  /** Nobody is at work after a restart: what was done has its answer, and the rest was not begun. */
  restore(keys: KeysSnapshot): void {
    for (const [key, kept] of keys) if (kept.reply) this.keys.set(key, { ...kept, atWork: false })
  }
}

const stableText = (value: unknown): string =>
  JSON.stringify(value ?? null, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )

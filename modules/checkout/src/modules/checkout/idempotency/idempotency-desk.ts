import type { SqlTx } from "@holdfast/kernel"
import { randomUUID } from "node:crypto"
import { decideKey, type KeyVerdict } from "./domain/decide-key"
import { beginKey, type KeyBegun } from "./store/begin-key"
import { finishKey, type AnswerRow, type Claim } from "./store/finish-key"
import { purgeKeys } from "./store/purge-keys"
import { releaseKey } from "./store/release-key"
import { renewKeys } from "./store/renew-keys"

export type { AnswerRow, Claim, KeyVerdict }
export type KeyAsked = Pick<KeyBegun, "scope" | "key" | "fingerprint" | "caller" | "method" | "path" | "lapsed">

export interface IdempotencyOptions {
  /** How long an answer is kept. Default 24 hours. */
  readonly keepSeconds?: number
  /** After how long without a word from its process a request is taken for dead. Default 30 seconds. */
  readonly leaseSeconds?: number
  /** For how long a request that does not end is said to be carried out. Default 15 minutes. */
  readonly mostRunningSeconds?: number
}

const PURGE_BATCH = 1000

/**
 * Who holds an idempotency key, and what was answered under it.
 *
 * A request costs two statements, one before it is carried out and one after, and holds no connection between them. A
 * request that takes longer than a third of the lease is renewed, together with all others of this process, by a timer.
 */
export class IdempotencyDesk {
  private readonly keepSeconds: number
  private readonly leaseSeconds: number
  private readonly mostRunningMs: number
  private readonly held = new Map<string, { readonly claim: Claim; readonly sinceMs: number }>()
  private timer: NodeJS.Timeout | null = null
  private ticks = 0

  constructor(
    private readonly db: SqlTx,
    options: IdempotencyOptions = {},
  ) {
    this.keepSeconds = options.keepSeconds ?? 24 * 60 * 60
    this.leaseSeconds = options.leaseSeconds ?? 30
    this.mostRunningMs = (options.mostRunningSeconds ?? 900) * 1000
  }

  /** Takes the key, or says why not. Whoever got it calls `finish` or `release` when the request has ended. */
  async begin(asked: KeyAsked): Promise<{ readonly verdict: KeyVerdict; readonly claim: Claim }> {
    const claim: Claim = { scope: asked.scope, key: asked.key, token: randomUUID() }
    const { leaseSeconds, keepSeconds } = this
    const row = await beginKey(this.db, { ...asked, token: claim.token, leaseSeconds, keepSeconds })
    const verdict = decideKey(row, asked.fingerprint)
    if (verdict.state === "begun") this.hold(claim)
    return { verdict, claim }
  }

  /** Keeps the answer. False when the key is not this request's any more. */
  async finish(claim: Claim, answer: AnswerRow): Promise<boolean> {
    this.held.delete(claim.token)
    return finishKey(this.db, claim, answer)
  }

  /** Forgets the key: nothing was done under it. */
  async release(claim: Claim): Promise<void> {
    this.held.delete(claim.token)
    await releaseKey(this.db, claim)
  }

  /** Forgets every key whose time is over, and says how many. */
  async purge(): Promise<number> {
    let gone = 0
    for (;;) {
      const batch = await purgeKeys(this.db, PURGE_BATCH)
      gone += batch
      if (batch < PURGE_BATCH) return gone
    }
  }

  /** Renews what this process has been carrying out for a while; the timer does this. */
  async renew(nowMs = Date.now()): Promise<void> {
    const held = [...this.held.values()]
    const given = held.filter(({ sinceMs }) => nowMs - sinceMs > this.mostRunningMs)
    for (const { claim } of given) this.held.delete(claim.token)
    const third = (this.leaseSeconds * 1000) / 3
    const long = held.filter(({ sinceMs }) => nowMs - sinceMs >= third && nowMs - sinceMs <= this.mostRunningMs)
    if (long.length) {
      await renewKeys(
        this.db,
        long.map(({ claim }) => claim),
        this.leaseSeconds,
      )
    }
  }

  close(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    this.held.clear()
  }

  private hold(claim: Claim): void {
    this.held.set(claim.token, { claim, sinceMs: Date.now() })
    // A fifth, so that what has reached a third of its lease is renewed well before the end.
    this.timer ??= setInterval(() => void this.tick(), (this.leaseSeconds * 1000) / 5).unref()
  }

  // A database that is away makes leases lapse, which is safe; the next tick tries again.
  private async tick(): Promise<void> {
    try {
      await this.renew()
      if (this.ticks++ % 10 === 9) await this.purge()
    } catch {
      return
    }
  }
}

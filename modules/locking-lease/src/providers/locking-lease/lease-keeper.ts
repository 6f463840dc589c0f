import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import type { Logger } from "@medusajs/framework/types"
import type { SqlTx } from "@holdfast/kernel"
import { renewLeases } from "./store/renew-leases"
import type { Lease } from "./store/take-leases"

/** A lease that is renewed until it is forgotten or lost. */
export interface Kept extends Lease {
  readonly seconds: number
  /** Called once, when nobody can say any more that the lease is held. */
  readonly lost: (why: string) => void
}

const LEAST_PAUSE_MS = 250

/** The heartbeat of a process: one timer and one statement for all leases that it holds. */
export class LeaseKeeper {
  /** Each with the moment of the last statement that is known to have moved its end on, by this process' clock. */
  private readonly kept = new Map<Kept, number>()
  private timer: NodeJS.Timeout | undefined
  private dueAt = Infinity
  private beating = false

  constructor(
    private readonly tx: SqlTx,
    private readonly logger: Pick<Logger, "warn">,
  ) {}

  /** @param takenAt by `performance.now()`, before the statement that took it */
  keep(lease: Kept, takenAt: number): void {
    this.kept.set(lease, takenAt)
    this.beatBy(takenAt + thirdMs(lease))
  }

  forget(lease: Kept): void {
    this.kept.delete(lease)
  }

  /** As if the process had died: nothing is renewed any more, and nobody is told. */
  stop(): void {
    this.kept.clear()
    clearTimeout(this.timer)
  }

  private beatBy(dueAt: number): void {
    if (this.beating || dueAt >= this.dueAt) return
    clearTimeout(this.timer)
    this.dueAt = dueAt
    this.timer = setTimeout(() => void this.beat(), Math.max(0, dueAt - performance.now()))
    // What is locked is being worked on, and that keeps the process alive; this alone must not.
    this.timer.unref()
  }

  private async beat(): Promise<void> {
    this.dueAt = Infinity
    if (this.kept.size === 0) return
    this.beating = true
    const begunAt = performance.now()
    const asked = [...this.kept.keys()]
    try {
      const held = new Set((await this.renewed(asked)).map(({ key, fence }) => `${fence} ${key}`))
      for (const lease of asked) {
        if (!this.kept.has(lease)) continue
        if (held.has(`${lease.fence} ${lease.key}`)) this.kept.set(lease, begunAt)
        else this.lose(lease, "it ended, and was taken over or cleared away")
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.logger.warn(`${asked.length} locks could not be renewed: ${why}. Trying again until their leases end.`)
      for (const [lease, renewedAt] of this.kept) {
        if (performance.now() >= renewedAt + lease.seconds * 1000) this.lose(lease, `it could not be renewed: ${why}`)
      }
    } finally {
      this.beating = false
    }
    const soonest = Math.min(...[...this.kept].map(([lease, renewedAt]) => renewedAt + thirdMs(lease)))
    if (this.kept.size > 0) this.beatBy(Math.max(soonest, performance.now() + LEAST_PAUSE_MS))
  }

  /** A database that says nothing until the first lease ends has said no. */
  private async renewed(asked: readonly Kept[]): Promise<readonly Lease[]> {
    const firstEnd = Math.min(...asked.map((lease) => (this.kept.get(lease) ?? 0) + lease.seconds * 1000))
    const patienceMs = Math.max(firstEnd - performance.now(), LEAST_PAUSE_MS)
    const answered = new AbortController()
    const silence = pause(patienceMs, undefined, { signal: answered.signal, ref: false }).then(() => {
      throw new Error(`no answer from the database within ${Math.round(patienceMs)} ms`)
    })
    try {
      return await Promise.race([renewLeases(this.tx, asked), silence])
    } finally {
      silence.catch(() => undefined)
      answered.abort()
    }
  }

  private lose(lease: Kept, why: string): void {
    this.kept.delete(lease)
    lease.lost(why)
  }
}

/** Two renewals may fail before a lease ends. */
const thirdMs = ({ seconds }: Kept) => (seconds * 1000) / 3

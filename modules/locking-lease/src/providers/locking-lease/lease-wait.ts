import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import type { SqlTx } from "@holdfast/kernel"
import { pollPauseMs } from "./domain/poll-pause"
import type { KeyQueue, Place } from "./key-queue"
import { lockTimeout } from "./lock-error"
import { findHolders, type Holder } from "./store/find-holders"
import { releaseLeases } from "./store/release-leases"
import { takeLeases, type Lease, type LeaseWish } from "./store/take-leases"
import { wantLeases } from "./store/want-leases"

export interface Taken {
  readonly leases: readonly Lease[]
  /** By `performance.now()`, before the statement that took them. */
  readonly takenAt: number
}

/** Leases that were waited for, and the place in this process' line, which whoever got them leaves in the end. */
interface Waited extends Taken {
  readonly place: Place
}

/** Waits in line within this process, then looks again and again. It holds no connection between two looks. */
export class LeaseWait {
  constructor(
    private readonly tx: SqlTx,
    private readonly queue: KeyQueue,
  ) {}

  /** @throws MedusaError `lock_timeout` after so many seconds, also when the database says nothing at all */
  async take(wish: LeaseWish, waitSeconds: number): Promise<Waited> {
    const place = this.queue.enter(wish.keys)
    const given = new AbortController()
    const taking = this.turn(wish, place, given.signal)
    const enough = new AbortController()
    const timeout = pause(waitSeconds * 1000, undefined, { signal: enough.signal }).catch(() => undefined)
    try {
      const taken = await Promise.race([taking, timeout])
      if (taken) return { ...taken, place }
    } catch (error) {
      place.leave()
      throw error
    } finally {
      enough.abort()
    }
    given.abort()
    place.leave()
    // A statement that is still under way may take the keys yet, for nobody.
    taking
      .then((late) => late && releaseLeases(this.tx, { ownerId: wish.ownerId, leases: late.leases }))
      .catch(() => undefined)
    throw lockTimeout(wish.keys, waitSeconds, await this.holders(wish.keys))
  }

  /** For the message, so nobody waits long for it. */
  private async holders(keys: readonly string[]): Promise<readonly Holder[]> {
    const enough = new AbortController()
    const patience = pause(1000, [], { signal: enough.signal }).catch(() => [])
    try {
      return await Promise.race([findHolders(this.tx, keys).catch(() => []), patience])
    } finally {
      enough.abort()
    }
  }

  private async turn(wish: LeaseWish, place: Place, given: AbortSignal): Promise<Taken | undefined> {
    await place.turn
    for (let looks = 1; !given.aborted; looks++) {
      const takenAt = performance.now()
      const leases = await takeLeases(this.tx, wish)
      if (leases) return { leases, takenAt }
      place.restart()
      // The holder's process may have a line of its own, which would otherwise always be faster than a look.
      // Told again and again: the row that was marked goes with its holder.
      if (looks % 2 === 0) await wantLeases(this.tx, wish.keys)
      await pause(pollPauseMs(looks, Math.random()))
    }
    return undefined
  }
}

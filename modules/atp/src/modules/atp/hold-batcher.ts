import type { SqlTx } from "@holdfast/kernel"
import { levelId, type LevelKey } from "./domain/stock-level"
import { placeHolds, type PlacedHold, type WantedHold } from "./store/place-holds"

interface Waiting {
  readonly hold: WantedHold
  readonly resolve: (answer: PlacedHold) => void
  readonly reject: (error: unknown) => void
}

/** More in one statement only makes the first of them wait longer for the last. */
const MOST_AT_ONCE = 500

/**
 * Collects the holds that wait for one level and places them with one commit.
 *
 * A commit has to reach the disk, and a row can only be changed by one transaction at a time, so a level takes about as
 * many commits a second as the disk takes flushes. The way past that is more holds per commit. Nothing is ever waited
 * for: an idle level is written at once, and what arrives meanwhile goes together when that commit has returned. One
 * statement per level is under way at a time; an answer is only given after its commit.
 */
export class HoldBatcher {
  private readonly queues = new Map<string, Waiting[]>()

  constructor(private readonly sql: SqlTx) {}

  place(level: LevelKey, hold: WantedHold): Promise<PlacedHold> {
    return new Promise((resolve, reject) => {
      const id = levelId(level)
      const queue = this.queues.get(id)
      if (queue) queue.push({ hold, resolve, reject })
      else {
        const fresh = [{ hold, resolve, reject }]
        this.queues.set(id, fresh)
        // After the current turn, so that calls made side by side go together from the first.
        setImmediate(() => void this.drain(id, level))
      }
    })
  }

  private async drain(id: string, level: LevelKey): Promise<void> {
    for (;;) {
      const queue = this.queues.get(id) ?? []
      if (queue.length === 0) {
        this.queues.delete(id)
        return
      }
      await this.flush(level, takeDistinct(queue))
    }
  }

  private async flush(level: LevelKey, batch: readonly Waiting[]): Promise<void> {
    let answers: readonly PlacedHold[]
    try {
      answers = await placeHolds(
        this.sql,
        level,
        batch.map((waiting) => waiting.hold),
      )
    } catch (error) {
      // One request that cannot be written must not take the others down with it: each is asked again alone. All are
      // safe to repeat, since a hold that was placed after all answers with itself.
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const waiting of batch) await this.flush(level, [waiting])
      return
    }
    const byHold = new Map(answers.map((answer) => [answer.hold_id, answer]))
    for (const { hold, resolve, reject } of batch) {
      const answer = byHold.get(hold.holdId)
      if (answer) resolve(answer)
      else reject(new Error(`The database gave no answer for hold ${hold.holdId}.`))
    }
  }
}

/** Takes the next batch out of the queue. The same id twice waits for the next one, where it finds its first answer. */
function takeDistinct(queue: Waiting[]): readonly Waiting[] {
  const taken: Waiting[] = []
  const ids = new Set<string>()
  const left: Waiting[] = []
  for (const waiting of queue) {
    if (taken.length < MOST_AT_ONCE && !ids.has(waiting.hold.holdId)) {
      ids.add(waiting.hold.holdId)
      taken.push(waiting)
    } else left.push(waiting)
  }
  queue.splice(0, queue.length, ...left)
  return taken
}

import type { SqlTx } from "@holdfast/kernel"
import { levelId, type LevelKey } from "./domain/stock-level"
import { placeHolds, type PlacedHold, type WantedHold } from "./store/place-holds"
import { placeHoldsTogether } from "./store/place-holds-together"

interface Waiting {
  readonly hold: WantedHold
  readonly resolve: (answer: PlacedHold) => void
  readonly reject: (error: unknown) => void
}

/** One level with those who wait for it. */
interface Queue {
  readonly level: LevelKey
  readonly waiting: Waiting[]
  /** Its next statement is its own: it was left out of a common one. */
  alone: boolean
}

interface Batch {
  readonly queue: Queue
  readonly taken: readonly Waiting[]
}

/** More in one statement only makes the first of them wait longer for the last. */
const MOST_AT_ONCE = 500
/** As many wait for a hot level, and it gets statements of its own; fewer, and levels share one. */
const HOT = 16
const MOST_LEVELS_TOGETHER = 128
/** Statements under way for levels of their own, each of which may wait for a lock. One connection is left for the rest. */
const MOST_ALONE = 3

/**
 * Collects the holds that wait and places them with few commits.
 *
 * A commit has to reach the disk, and a row can only be changed by one transaction at a time, so a level takes about as
 * many commits a second as the disk takes flushes. The way past that is more holds per commit: all that wait for a hot
 * level go together, and so do the levels for which only a few wait. Nothing is ever waited for: an idle level is written
 * at once, and what arrives meanwhile goes with the next commit. One statement per level is under way at a time; an
 * answer is only given after its commit.
 */
export class HoldBatcher {
  /** Every level that somebody waits for or that a statement is under way for. */
  private readonly queues = new Map<string, Queue>()
  /** Those of them that wait and are not under way, in the order they came. */
  private readonly ready = new Map<string, Queue>()
  private scheduled = false
  private together = false
  private alone = 0

  constructor(private readonly sql: SqlTx) {}

  place(level: LevelKey, hold: WantedHold): Promise<PlacedHold> {
    return new Promise((resolve, reject) => {
      const id = levelId(level)
      const queue = this.queues.get(id)
      if (queue) queue.waiting.push({ hold, resolve, reject })
      else {
        const fresh = { level, waiting: [{ hold, resolve, reject }], alone: false }
        this.queues.set(id, fresh)
        this.ready.set(id, fresh)
        this.schedule()
      }
    })
  }

  /** After the current turn, so that calls made side by side go together from the first. */
  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.start()
    })
  }

  private start(): void {
    for (const [id, queue] of this.ready) {
      if (this.alone >= MOST_ALONE) break
      if (this.ready.size > 1 && !queue.alone && queue.waiting.length < HOT) continue
      this.ready.delete(id)
      this.alone += 1
      void this.flushAlone(this.take(queue, new Set())).finally(() => {
        this.alone -= 1
        this.finish(queue)
      })
    }
    if (this.together || this.ready.size === 0) return
    const batches = this.takeTogether()
    if (batches.length === 0) return
    this.together = true
    void this.flushTogether(batches).finally(() => {
      this.together = false
      for (const { queue } of batches) this.finish(queue)
    })
  }

  private takeTogether(): readonly Batch[] {
    const batches: Batch[] = []
    const ids = new Set<string>()
    for (const [id, queue] of this.ready) {
      if (batches.length >= MOST_LEVELS_TOGETHER || ids.size >= MOST_AT_ONCE) break
      if (queue.alone || queue.waiting.length >= HOT) continue
      this.ready.delete(id)
      batches.push(this.take(queue, ids))
    }
    return batches
  }

  /** Takes the next ones of a level. An id that is taken already waits for the next time, where it finds its first answer. */
  private take(queue: Queue, ids: Set<string>): Batch {
    const taken: Waiting[] = []
    const left: Waiting[] = []
    for (const waiting of queue.waiting) {
      if (taken.length < MOST_AT_ONCE && !ids.has(waiting.hold.holdId)) {
        ids.add(waiting.hold.holdId)
        taken.push(waiting)
      } else left.push(waiting)
    }
    queue.waiting.splice(0, queue.waiting.length, ...left)
    return { queue, taken }
  }

  private finish(queue: Queue): void {
    const id = levelId(queue.level)
    if (queue.waiting.length === 0) this.queues.delete(id)
    else this.ready.set(id, queue)
    // Those who were answered just now ask again in this turn, if they do.
    this.schedule()
  }

  private async flushAlone({ queue, taken }: Batch): Promise<void> {
    queue.alone = false
    let answers: readonly PlacedHold[]
    try {
      answers = await placeHolds(
        this.sql,
        queue.level,
        taken.map((waiting) => waiting.hold),
      )
    } catch (error) {
      // One request that cannot be written must not take the others down with it: each is asked again alone. All are
      // safe to repeat, since a hold that was placed after all answers with itself.
      if (taken.length === 1) taken[0]?.reject(error)
      else for (const waiting of taken) await this.flushAlone({ queue, taken: [waiting] })
      return
    }
    answer(taken, answers)
  }

  private async flushTogether(batches: readonly Batch[]): Promise<void> {
    const wanted = batches.map(({ queue, taken }) => ({
      level: queue.level,
      holds: taken.map((waiting) => waiting.hold),
    }))
    // When it fails as a whole, every level is asked alone and says for itself what is wrong. If it was only the answer
    // that got lost, the holds are there and answer with themselves.
    const answers = await placeHoldsTogether(this.sql, wanted).catch(() => [])
    for (const [n, { queue, taken }] of batches.entries()) {
      const placed = answers[n]
      if (placed) answer(taken, placed)
      else {
        queue.alone = true
        queue.waiting.unshift(...taken)
      }
    }
  }
}

function answer(taken: readonly Waiting[], answers: readonly PlacedHold[]): void {
  const byHold = new Map(answers.map((one) => [one.hold_id, one]))
  for (const { hold, resolve, reject } of taken) {
    const found = byHold.get(hold.holdId)
    if (found) resolve(found)
    else reject(new Error(`The database gave no answer for hold ${hold.holdId}.`))
  }
}

import { generateEntityId } from "@medusajs/framework/utils"
import { canonicalHash, done, expectDone, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { StatementPool } from "@holdfast/host-kit"
import { isStill, type Movement, type MovementCause } from "./domain/movement"
import { levelId, type StockLevel } from "./domain/stock-level"
import { beginAct, finishAct } from "./store/acts"
import { announceStock } from "./store/announce-stock"
import { openForWriting } from "./store/lock-levels"
import { moveStock } from "./store/move-stock"
import { projectLevels } from "./store/project-levels"
import { storeError } from "./store-error"

/** An event that tells of ten thousand movements would be megabytes of JSON in one row. */
const MOVEMENTS_PER_EVENT = 500

/** What every act of a merchant shares: one transaction, all or nothing, one answer per key, one way to move stock. */
export class StockActs {
  constructor(private readonly pool: StatementPool) {}

  /** Runs an act in one transaction. A refusal, ours or the database's, undoes all of it. */
  write<T>(work: (tx: SqlTx) => Promise<Outcome<T, Refusal>>): Promise<Outcome<T, Refusal>> {
    return this.run(work, true)
  }

  /** Runs an act to its end and undoes it: the answer it would have had. */
  rehearse<T>(work: (tx: SqlTx) => Promise<Outcome<T, Refusal>>): Promise<Outcome<T, Refusal>> {
    return this.run(work, false)
  }

  /** Does something once for its caller's key; the same key again gets the first answer. */
  async once<T>(
    tx: SqlTx,
    key: string | null,
    content: object,
    exists: Refusal,
    work: () => Promise<Outcome<T, Refusal>>,
  ): Promise<Outcome<T, Refusal>> {
    if (key === null) return work()
    const fingerprint = expectDone(canonicalHash(content))
    const prior = await beginAct(tx, key, fingerprint)
    if (prior) return prior.fingerprint === fingerprint ? done(prior.answer as T) : exists
    const answer = await work()
    if (answer.ok) await finishAct(tx, key, answer.value)
    return answer
  }

  /** Moves the counters, tells the outbox, shows them in the host's levels. */
  async move(
    tx: SqlTx,
    movements: readonly Movement[],
    cause: MovementCause,
  ): Promise<Outcome<readonly StockLevel[], Refusal>> {
    const real = movements.filter((movement) => !isStill(movement))
    if (real.length === 0) return done([])
    const moved = await moveStock(tx, real, cause)
    if (!moved.ok) return moved
    const levels = new Map(moved.value.map((level) => [levelId(level), level]))
    for (let from = 0; from < real.length; from += MOVEMENTS_PER_EVENT) {
      const some = real.slice(from, from + MOVEMENTS_PER_EVENT)
      const touched = [...new Set(some.map(levelId))].flatMap((id) => levels.get(id) ?? [])
      await announceStock(tx, some, touched, () => generateEntityId(undefined, "evt"))
    }
    await projectLevels(tx, moved.value)
    return moved
  }

  private async run<T>(work: (tx: SqlTx) => Promise<Outcome<T, Refusal>>, keep: boolean): Promise<Outcome<T, Refusal>> {
    const undone = new Undone()
    let answer: Outcome<T, Refusal> | undefined
    try {
      return await this.pool.transaction(async (tx) => {
        await openForWriting(tx)
        answer = await work(tx)
        if (!answer.ok || !keep) throw undone
        return answer
      })
    } catch (error) {
      if (error === undone && answer) return answer
      const said = storeError(error)
      if (said === error || !(said instanceof Error)) throw error
      return refuse((said as unknown as Refusal).code, said.message, "")
    }
  }
}

/** Makes the connection roll back; never leaves this file. */
class Undone extends Error {}

/** What a key that was used for something else is refused with. */
export const keyTaken = (key: string | null) =>
  refuse(
    "movement_exists_with_different_content",
    `Key ${key ?? ""} was used for another change of stock.`,
    "Use a new key for a new change.",
  )

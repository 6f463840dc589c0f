import type { SqlTx } from "@holdfast/kernel"
import { discrepanciesOf, needOf, reservationDiscrepancy, trueCounters, type Discrepancy } from "./domain/discrepancy"
import { COUNTER_NAMES, type Counters, type LevelBooks } from "./domain/level-books"
import { subtractQuantities } from "./domain/quantity"
import { keyOf, levelId, type LevelKey } from "./domain/stock-level"
import { allocationsOf } from "./store/allocations"
import { createLevels, removeLevels } from "./store/level-rows"
import { lockLevels, openForWriting } from "./store/lock-levels"
import { projectLevels } from "./store/project-levels"
import { readBooks, readReservationBooks } from "./store/read-books"
import { noteRepair, repairAllocations, setCounters } from "./store/repair-level"

/** Whatever can run a transaction: the module's pool, or a command's own connection. */
export interface Transactions {
  transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T>
}

export interface StockReport {
  readonly levels: number
  readonly discrepancies: readonly Discrepancy[]
}

export interface StockRepair extends StockReport {
  /** What is still wrong afterwards, and needs a person. */
  readonly left: readonly Discrepancy[]
}

/**
 * Compares everything that is written about stock, names each difference, and repairs it with a movement that says so.
 * Works while the shop sells: the report is of one moment, and a repair looks again under the level's lock.
 */
export class StockChecker {
  constructor(private readonly database: Transactions) {}

  /** Everything that does not agree, as of one moment. Changes nothing. */
  async report(): Promise<StockReport> {
    return this.database.transaction(async (tx) => {
      await tx.query("set transaction isolation level repeatable read, read only", [])
      const books = await readBooks(tx)
      const reservations = await readReservationBooks(tx)
      return {
        levels: books.length,
        discrepancies: [...reservations.map(reservationDiscrepancy), ...books.flatMap(discrepanciesOf)],
      }
    })
  }

  /** Repairs what the report names. `dryRun` only says what would be repaired. */
  async repair({ dryRun = false }: { dryRun?: boolean } = {}): Promise<StockRepair> {
    const found = await this.report()
    if (dryRun || found.discrepancies.length === 0) return { ...found, left: dryRun ? found.discrepancies : [] }
    const reservations = found.discrepancies.filter(isOfReservation).map((one) => one.about)
    for (const id of new Set(reservations)) await this.database.transaction((tx) => this.repairReservation(tx, id))
    // A repaired reservation moves what its levels should say, so those are looked at as well.
    const levels = new Map(
      [...found.discrepancies, ...(await this.report()).discrepancies].map((one) => [levelId(one), one]),
    )
    for (const level of levels.values()) await this.database.transaction((tx) => this.repairLevel(tx, keyOf(level)))
    return { ...found, left: (await this.report()).discrepancies }
  }

  private async repairReservation(tx: SqlTx, reservationId: string): Promise<void> {
    await openForWriting(tx)
    await lockLevels(tx, await allocationsOf(tx, [reservationId]))
    await repairAllocations(tx, reservationId)
  }

  private async repairLevel(tx: SqlTx, key: LevelKey): Promise<void> {
    await openForWriting(tx)
    await lockLevels(tx, [key])
    const [before] = await readBooks(tx, key)
    if (!before || discrepanciesOf(before).length === 0) return
    const books = before.counters ? before : await this.withCounters(tx, before)
    const truth = trueCounters(before)
    const why = discrepanciesOf(before)
      .map(({ code, about }) => `${code} (${about})`)
      .join(", ")
    const gone =
      !books.shown && COUNTER_NAMES.every((name) => name === "onHand" || name === "safetyStock" || truth[name] === 0)
    const target = gone ? NOTHING : truth
    await setCounters(tx, key, target, Math.max(0, needOf(target)), decimalsOf(target))
    const delta = difference(target, books.ledger)
    if (COUNTER_NAMES.some((name) => delta[name] !== 0)) await noteRepair(tx, key, delta, why)
    if (gone) await removeLevels(tx, [key])
    else await projectLevels(tx, [key])
  }

  private async withCounters(tx: SqlTx, books: LevelBooks): Promise<LevelBooks> {
    await createLevels(tx, [books])
    return (await readBooks(tx, books))[0] ?? books
  }
}

const NOTHING: Counters = {
  onHand: 0,
  inFulfilment: 0,
  allocated: 0,
  held: 0,
  transitOut: 0,
  transitIn: 0,
  safetyStock: 0,
}

const isOfReservation = ({ code }: Discrepancy) =>
  code === "reservation_not_allocated" || code === "allocation_without_reservation"

const difference = (a: Counters, b: Counters): Counters => ({
  onHand: subtractQuantities(a.onHand, b.onHand),
  inFulfilment: subtractQuantities(a.inFulfilment, b.inFulfilment),
  allocated: subtractQuantities(a.allocated, b.allocated),
  held: subtractQuantities(a.held, b.held),
  transitOut: subtractQuantities(a.transitOut, b.transitOut),
  transitIn: subtractQuantities(a.transitIn, b.transitIn),
  safetyStock: subtractQuantities(a.safetyStock, b.safetyStock),
})

/** Parts of a unit that are there stay there: whoever forbids them has to move them first. */
const decimalsOf = (counters: Counters) =>
  Math.max(...COUNTER_NAMES.map((name) => String(counters[name]).split(".")[1]?.length ?? 0))

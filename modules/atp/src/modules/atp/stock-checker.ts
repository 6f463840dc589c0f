import { generateEntityId } from "@medusajs/framework/utils"
import type { SqlTx } from "@holdfast/kernel"
import {
  discrepanciesOf,
  impossibleRowDiscrepancy,
  planLevelRepair,
  reservationDiscrepancy,
  type Discrepancy,
} from "./domain/discrepancy"
import { COUNTER_NAMES, type Counters } from "./domain/level-books"
import { decimalsOf, differenceOf, isNothing, needOf, NOTHING } from "./domain/level-truth"
import type { Movement } from "./domain/movement"
import { keyOf, levelId, type LevelKey } from "./domain/stock-level"
import { announceStock } from "./store/announce-stock"
import { createLevels, removeLevels } from "./store/level-rows"
import { lockLevels, openForWriting } from "./store/lock-levels"
import { lockReservations } from "./store/lock-reservations"
import { projectLevels } from "./store/project-levels"
import { readBooks, readImpossibleRows, readReservationBooks } from "./store/read-books"
import { clearImpossibleRows, levelsOfReservation, repairAllocations } from "./store/repair-allocations"
import { bringLevelBack, clearRawFigures, noteRepair, setCounters } from "./store/repair-level"
import { storeError } from "./store-error"

/** Whatever can run a transaction: the module's pool, or a command's own connection. */
export interface Transactions {
  transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T>
}

export interface StockReport {
  readonly levels: number
  readonly discrepancies: readonly Discrepancy[]
}

export interface StockRepair extends StockReport {
  /** What is still wrong afterwards, and needs a person or another run. */
  readonly left: readonly Discrepancy[]
  /** What the database refused, level by level; the others were repaired all the same. */
  readonly refused: readonly string[]
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
      const impossible = await readImpossibleRows(tx)
      return {
        levels: books.length,
        discrepancies: [
          ...impossible.map(impossibleRowDiscrepancy),
          ...reservations.map(reservationDiscrepancy),
          ...books.flatMap(discrepanciesOf),
        ],
      }
    })
  }

  /** Repairs what the report names. `dryRun` only says what would be repaired. */
  async repair({ dryRun = false }: { dryRun?: boolean } = {}): Promise<StockRepair> {
    const found = await this.report()
    if (dryRun || found.discrepancies.length === 0) return { ...found, left: found.discrepancies, refused: [] }
    const refused: string[] = []
    const attempt = async (what: string, work: (tx: SqlTx) => Promise<void>) => {
      try {
        await this.database.transaction(async (tx) => {
          await openForWriting(tx)
          await work(tx)
        })
      } catch (error) {
        const said = storeError(error)
        refused.push(`${what}: ${said instanceof Error ? said.message : String(said)}`)
      }
    }
    for (const key of levelsOf(found.discrepancies.filter(isImpossible))) {
      await attempt(nameOf(key), (tx) => this.clearRows(tx, key))
    }
    // What is left of those rows may be a reservation's business now, so it is looked at again.
    const now = found.discrepancies.some(isImpossible) ? (await this.report()).discrepancies : found.discrepancies
    for (const id of new Set(now.filter(isOfReservation).map((one) => one.about))) {
      await attempt(`Reservation ${id}`, (tx) => this.repairReservation(tx, id))
    }
    for (const key of levelsOf([...found.discrepancies, ...now])) {
      await attempt(nameOf(key), (tx) => this.repairLevel(tx, key))
    }
    return { ...found, left: (await this.report()).discrepancies, refused }
  }

  private async clearRows(tx: SqlTx, key: LevelKey): Promise<void> {
    await lockLevels(tx, [key])
    await clearImpossibleRows(tx, key)
  }

  /** The allocations and the counters of their levels in one act: in between, a release would find too little to release. */
  private async repairReservation(tx: SqlTx, reservationId: string): Promise<void> {
    await lockReservations(tx, { by: "id", among: [reservationId] })
    const levels = await levelsOfReservation(tx, reservationId)
    await lockLevels(tx, levels)
    await repairAllocations(tx, reservationId)
    for (const level of levels) await this.repairLevel(tx, level)
  }

  private async repairLevel(tx: SqlTx, key: LevelKey): Promise<void> {
    await lockLevels(tx, [key])
    const [books] = await readBooks(tx, key)
    if (!books) return
    const wrong = discrepanciesOf(books)
    const plan = wrong.length > 0 ? planLevelRepair(books) : null
    if (!plan) return
    const { target, level } = plan
    if (level === "comes_back") await bringLevelBack(tx, key, generateEntityId(undefined, "ilev"))
    if (level !== "goes" && !books.counters) await createLevels(tx, [key])
    await setCounters(tx, key, target, Math.max(0, needOf(target)), decimalsOf(target))
    const missed = differenceOf(target, books.ledger ?? NOTHING)
    const why = wrong.map(({ code, about }) => `${code} (${about})`).join(", ")
    if (!isNothing(missed)) await noteRepair(tx, key, missed, why)
    await this.tell(tx, key, target, missed, differenceOf(target, books.counters ?? NOTHING))
    if (Number.isNaN(books.shown?.rawStocked) || Number.isNaN(books.shown?.rawReserved)) await clearRawFigures(tx, key)
    if (level === "goes") await removeLevels(tx, [key])
    else await projectLevels(tx, [key])
  }

  /** Whoever keeps a copy of stock was told the damaged figures, or never told what the ledger missed. */
  private async tell(tx: SqlTx, key: LevelKey, target: Counters, missed: Counters, changed: Counters): Promise<void> {
    if (COUNTER_NAMES.every((name) => name === "held" || (missed[name] === 0 && changed[name] === 0))) return
    const movement: Movement = { ...key, kind: "repaired", ...missed }
    const atp = -needOf(target) - target.safetyStock
    await announceStock(tx, [movement], [{ ...key, ...target, atp }], () => generateEntityId(undefined, "evt"))
  }
}

const isImpossible = ({ code }: Discrepancy) => code === "quantity_impossible"

const isOfReservation = ({ code }: Discrepancy) =>
  code === "reservation_not_allocated" || code === "allocation_without_reservation"

const levelsOf = (discrepancies: readonly Discrepancy[]) =>
  new Map(discrepancies.map((one) => [levelId(one), keyOf(one)])).values()

const nameOf = ({ itemId, locationId }: LevelKey) => `Item ${itemId} at ${locationId}`

import { COUNTER_NAMES, type Counters, type ImpossibleRow, type LevelBooks, type ReservationBooks } from "./level-books"
import { fits, isNothing, needOf, NOTHING, shownFor, trueCounters } from "./level-truth"
import type { LevelKey } from "./stock-level"

/** What does not agree with what. Stable, for programs. */
export type DiscrepancyCode =
  | "counter_differs_from_ledger"
  | "counter_differs_from_facts"
  | "ledger_missing"
  | "counter_negative"
  | "quantity_fractional"
  | "quantity_impossible"
  | "backordered_wrong"
  | "fulfilment_unfinished"
  | "level_not_shown"
  | "level_without_counters"
  | "counters_without_level"
  | "level_missing"
  | "reservation_not_allocated"
  | "allocation_without_reservation"

export interface Discrepancy extends LevelKey {
  readonly code: DiscrepancyCode
  /** The counter, the column, or the row that it is about. */
  readonly about: string
  readonly is: number
  readonly shouldBe: number
  /** What the repair does about it. */
  readonly repair: string
}

const LEDGER_FOLLOWS = "sets the counter to what reservations, holds and transfers say; the ledger gets what it missed"

const REPAIRS: Readonly<Record<DiscrepancyCode, string>> = {
  counter_differs_from_ledger: "sets the counter to the ledger's sum",
  counter_differs_from_facts: LEDGER_FOLLOWS,
  ledger_missing: "writes what is there into the ledger, as one movement",
  counter_negative: "sets the counter to what is true",
  quantity_fractional: "sets the counter to what is true; what is on hand in parts of a unit is written off",
  quantity_impossible: "removes what cannot be",
  backordered_wrong: "sets it to the units promised beyond what is there",
  fulfilment_unfinished: "ends it: only units of allocations that are being fulfilled stay in fulfilment",
  level_not_shown: "shows the counters in the host's level again",
  level_without_counters: "makes the counters",
  counters_without_level: "brings the host's level back; removes the counters when nothing is on them",
  level_missing: "makes the level and its counters",
  reservation_not_allocated: "makes its allocations add up to it, at the reservation's own location",
  allocation_without_reservation: "releases the allocation",
}

/** Everything about one level that does not agree. */
export function discrepanciesOf(books: LevelBooks): readonly Discrepancy[] {
  const found: Discrepancy[] = []
  const name = (code: DiscrepancyCode, about: string, is: number, shouldBe: number, repair = REPAIRS[code]) =>
    found.push({ itemId: books.itemId, locationId: books.locationId, code, about, is, shouldBe, repair })
  const { counters, shown, facts } = books
  const ledger = books.ledger ?? counters ?? NOTHING
  const truth = trueCounters(books)
  if (!counters) {
    if (shown) name("level_without_counters", "onHand", 0, truth.onHand)
    else {
      for (const counter of COUNTER_NAMES) {
        if (truth[counter] !== 0) name("level_missing", counter, 0, truth[counter], repairOfMissing(books))
      }
      if (isNothing(truth)) {
        for (const counter of COUNTER_NAMES) {
          if (ledger[counter] !== 0) name("counter_differs_from_ledger", counter, 0, ledger[counter], LEDGER_FOLLOWS)
        }
      }
    }
    return found
  }
  if (!shown) name("counters_without_level", "onHand", counters.onHand, truth.onHand, repairOfMissing(books))
  for (const counter of COUNTER_NAMES) {
    const is = counters[counter]
    const fact = counter in facts
    if (counter !== "inFulfilment" && is < 0) name("counter_negative", counter, is, truth[counter])
    if (!books.ledger && truth[counter] !== 0) name("ledger_missing", counter, 0, truth[counter])
    if (is !== ledger[counter]) {
      name("counter_differs_from_ledger", counter, is, ledger[counter], fact ? LEDGER_FOLLOWS : undefined)
    }
    if (fact && is !== truth[counter]) {
      const unfinished = counter === "inFulfilment" && is === ledger.inFulfilment
      name(unfinished ? "fulfilment_unfinished" : "counter_differs_from_facts", counter, is, truth[counter])
    }
    if (!fits(is, counters.decimals)) name("quantity_fractional", counter, is, truth[counter])
  }
  const need = Math.max(0, needOf(counters))
  if (counters.backordered !== need) name("backordered_wrong", "backordered", counters.backordered, need)
  if (shown && !counters.stale) {
    const should = shownFor(counters)
    const pairs = [
      ["stocked_quantity", shown.stocked, should.stocked],
      ["reserved_quantity", shown.reserved, should.reserved],
      ["raw_stocked_quantity", shown.rawStocked, should.stocked],
      ["raw_reserved_quantity", shown.rawReserved, should.reserved],
    ] as const
    for (const [column, is, shouldBe] of pairs) if (is !== shouldBe) name("level_not_shown", column, is, shouldBe)
  }
  return found
}

/** What is wrong with one reservation's allocations. */
export function reservationDiscrepancy(books: ReservationBooks): Discrepancy {
  const { reservationId, itemId, locationId, reserved, allocated } = books
  const code = reserved === null ? "allocation_without_reservation" : "reservation_not_allocated"
  return {
    itemId,
    locationId,
    code,
    about: reservationId,
    is: allocated,
    shouldBe: reserved ?? 0,
    repair: REPAIRS[code],
  }
}

/** What is wrong with a row of its own. */
export const impossibleRowDiscrepancy = ({ itemId, locationId, kind, id, quantity }: ImpossibleRow): Discrepancy => ({
  itemId,
  locationId,
  code: "quantity_impossible",
  about: `${kind} ${id}`,
  is: quantity,
  shouldBe: 0,
  repair: REPAIRS.quantity_impossible,
})

/** How a level is to be. */
export interface LevelRepair {
  readonly target: Counters
  /** The host's own row: it stays, comes back, or the counters go as well. */
  readonly level: "stays" | "comes_back" | "goes"
}

/**
 * What makes one level agree; null when that is for a person to decide: units are promised of an item that is not there,
 * or a figure is not a number any more.
 */
export function planLevelRepair(books: LevelBooks): LevelRepair | null {
  const truth = trueCounters(books)
  if (!COUNTER_NAMES.every((name) => Number.isFinite(truth[name]))) return null
  if (books.shown) return { target: truth, level: "stays" }
  if (books.itemLives) return { target: truth, level: isNothing(truth) ? "goes" : "comes_back" }
  return isPromised(truth) ? null : { target: NOTHING, level: "goes" }
}

const isPromised = (c: Counters) => c.allocated + c.held + c.transitOut + c.transitIn > 0

function repairOfMissing(books: LevelBooks): string {
  const plan = planLevelRepair(books)
  if (!plan) return "nothing: the item is deleted and units of it are promised, so a person has to look"
  if (plan.level === "comes_back") return "brings the host's level back"
  return "writes off what is on the counters of a deleted level, and removes them"
}

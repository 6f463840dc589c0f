import { COUNTER_NAMES, type Counters, type LevelBooks, type ReservationBooks } from "./level-books"
import { addQuantities, subtractQuantities } from "./quantity"
import type { LevelKey } from "./stock-level"

/** What does not agree with what. Stable, for programs. */
export type DiscrepancyCode =
  | "counter_differs_from_ledger"
  | "counter_differs_from_facts"
  | "counter_negative"
  | "quantity_fractional"
  | "backordered_wrong"
  | "level_not_shown"
  | "level_without_counters"
  | "counters_without_level"
  | "reservation_not_allocated"
  | "allocation_without_reservation"

export interface Discrepancy extends LevelKey {
  readonly code: DiscrepancyCode
  /** The counter or the reservation that it is about. */
  readonly about: string
  readonly is: number
  readonly shouldBe: number
}

/**
 * What is true of a level. Reservations, holds and transfers are facts; for what lies on the shelf, and is kept back from
 * sale, the ledger is the only witness.
 */
export function trueCounters({ ledger, facts, counters, shown }: LevelBooks): Counters {
  // A level that never had a movement is told by the host's own figure.
  const unwritten = !counters && COUNTER_NAMES.every((name) => ledger[name] === 0)
  return {
    onHand: Math.max(0, unwritten ? (shown?.stocked ?? 0) : ledger.onHand),
    safetyStock: Math.max(0, ledger.safetyStock),
    ...facts,
  }
}

/** Units promised beyond what is there; below 0 when some are free. */
export const needOf = (c: Counters) =>
  subtractQuantities(
    addQuantities(addQuantities(c.allocated, c.held), c.transitOut),
    addQuantities(addQuantities(c.onHand, c.inFulfilment), c.transitIn),
  )

/** What the host has to show for these counters: not available is everything that cannot be promised. */
export function shownFor(c: Counters): { readonly stocked: number; readonly reserved: number } {
  const net = -needOf(c)
  const available = net >= c.safetyStock ? subtractQuantities(net, c.safetyStock) : Math.min(net, 0)
  return { stocked: c.onHand, reserved: Math.max(0, subtractQuantities(c.onHand, available)) }
}

/** Everything about one level that does not agree. */
export function discrepanciesOf(books: LevelBooks): readonly Discrepancy[] {
  const found: Discrepancy[] = []
  const name = (code: DiscrepancyCode, about: string, is: number, shouldBe: number) =>
    found.push({ itemId: books.itemId, locationId: books.locationId, code, about, is, shouldBe })
  const { counters, shown } = books
  const truth = trueCounters(books)
  if (!counters) {
    name("level_without_counters", "onHand", 0, truth.onHand)
    return found
  }
  if (!shown) name("counters_without_level", "onHand", counters.onHand, 0)
  for (const counter of COUNTER_NAMES) {
    const is = counters[counter]
    if (counter !== "inFulfilment" && is < 0) name("counter_negative", counter, is, truth[counter])
    if (is !== books.ledger[counter]) name("counter_differs_from_ledger", counter, is, books.ledger[counter])
    if (counter in books.facts && is !== truth[counter]) name("counter_differs_from_facts", counter, is, truth[counter])
    if (!fits(is, counters.decimals)) name("quantity_fractional", counter, is, Math.trunc(is))
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
export function reservationDiscrepancy({
  reservationId,
  itemId,
  locationId,
  reserved,
  allocated,
}: ReservationBooks): Discrepancy {
  return {
    itemId,
    locationId,
    code: reserved === null ? "allocation_without_reservation" : "reservation_not_allocated",
    about: reservationId,
    is: allocated,
    shouldBe: reserved ?? 0,
  }
}

const fits = (quantity: number, decimals: number) => Number(quantity.toFixed(decimals)) === quantity

import { COUNTER_NAMES, type Counters, type LevelBooks } from "./level-books"

export const NOTHING: Counters = {
  onHand: 0,
  inFulfilment: 0,
  allocated: 0,
  held: 0,
  transitOut: 0,
  transitIn: 0,
  safetyStock: 0,
}

/**
 * What is true of a level. Reservations, holds and transfers are facts. For what lies on the shelf, and is kept back from
 * sale, the ledger is the only witness; where it says nothing at all, the level's own row is, and then the host's.
 */
export function trueCounters({ ledger, facts, counters, shown, fulfilmentAtRest }: LevelBooks): Counters {
  const decimals = counters?.decimals ?? 3
  const witness = ledger ?? counters ?? { ...NOTHING, onHand: shown?.stocked ?? 0 }
  return {
    // A part of a unit that is sold whole cannot be sold: what cannot be promised rounds down, what is kept back up.
    onHand: Math.max(0, inUnits(witness.onHand, decimals, Math.floor)),
    safetyStock: Math.max(0, inUnits(witness.safetyStock, decimals, Math.ceil)),
    allocated: Math.max(0, facts.allocated),
    held: Math.max(0, facts.held),
    transitOut: Math.max(0, facts.transitOut),
    transitIn: Math.max(0, facts.transitIn),
    inFulfilment: fulfilmentAtRest || !ledger ? facts.inFulfilment : ledger.inFulfilment,
  }
}

/** Units promised beyond what is there; below 0 when some are free. */
export const needOf = (c: Counters) =>
  exact(c.allocated + c.held + c.transitOut - c.onHand - c.inFulfilment - c.transitIn)

/** What the host has to show for these counters: not available is everything that cannot be promised. */
export function shownFor(c: Counters): { readonly stocked: number; readonly reserved: number } {
  const net = -needOf(c)
  const available = net >= c.safetyStock ? exact(net - c.safetyStock) : Math.min(net, 0)
  return { stocked: c.onHand, reserved: Math.max(0, exact(c.onHand - available)) }
}

/** `a` without `b`, counter by counter. */
export const differenceOf = (a: Counters, b: Counters): Counters => ({
  onHand: exact(a.onHand - b.onHand),
  inFulfilment: exact(a.inFulfilment - b.inFulfilment),
  allocated: exact(a.allocated - b.allocated),
  held: exact(a.held - b.held),
  transitOut: exact(a.transitOut - b.transitOut),
  transitIn: exact(a.transitIn - b.transitIn),
  safetyStock: exact(a.safetyStock - b.safetyStock),
})

export const isNothing = (counters: Counters) => COUNTER_NAMES.every((name) => counters[name] === 0)

/** Places after the point that all of it needs. */
export const decimalsOf = (counters: Counters) =>
  Math.max(...COUNTER_NAMES.map((name) => [0, 1, 2, 3, 4, 5].find((decimals) => fits(counters[name], decimals)) ?? 6))

export const fits = (quantity: number, decimals: number) => Number(quantity.toFixed(decimals)) === quantity

// Damaged figures may be finer than any quantity that came in through the front door, and are compared all the same.
const exact = (quantity: number) => Math.round(quantity * 1e6) / 1e6 + 0 // -0 becomes 0

const inUnits = (quantity: number, decimals: number, round: (n: number) => number) =>
  fits(quantity, decimals) ? quantity : round(exact(quantity * 10 ** decimals)) / 10 ** decimals

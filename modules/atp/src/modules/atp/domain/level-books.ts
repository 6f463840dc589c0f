import type { LevelKey } from "./stock-level"

/** Seven counters, in units. */
export interface Counters {
  readonly onHand: number
  readonly inFulfilment: number
  readonly allocated: number
  readonly held: number
  readonly transitOut: number
  readonly transitIn: number
  readonly safetyStock: number
}

export const COUNTER_NAMES = [
  "onHand",
  "inFulfilment",
  "allocated",
  "held",
  "transitOut",
  "transitIn",
  "safetyStock",
] as const satisfies readonly (keyof Counters)[]

/** All that is written about one level, in the places where it is written. */
export interface LevelBooks extends LevelKey {
  /** The level's own row; null when it is missing. */
  readonly counters:
    (Counters & { readonly backordered: number; readonly decimals: number; readonly stale: boolean }) | null
  /** The sums of the ledger; null when it has no line about the level at all. */
  readonly ledger: Counters | null
  /** What reservations, live holds and open transfers add up to. */
  readonly facts: Pick<Counters, "allocated" | "held" | "transitOut" | "transitIn" | "inFulfilment">
  /**
   * Nothing has left the shelf, or come back to it, for an hour. A fulfilment takes several steps, and between two of
   * them its units are in fulfilment without an allocation that says so.
   */
  readonly fulfilmentAtRest: boolean
  /** What the host shows; null when it has no such level. */
  readonly shown: {
    readonly stocked: number
    readonly reserved: number
    readonly rawStocked: number
    readonly rawReserved: number
  } | null
  /** The item itself is there, so that the host can show a level of it. */
  readonly itemLives: boolean
}

/** A reservation that its allocations do not add up to, or allocations that belong to none. */
export interface ReservationBooks extends LevelKey {
  readonly reservationId: string
  /** Units of the live reservation; null when there is none. */
  readonly reserved: number | null
  readonly allocated: number
}

/** A row whose own quantities cannot be: a hold of nothing, an allocation of less than nothing. */
export interface ImpossibleRow extends LevelKey {
  readonly kind: "hold" | "allocation" | "transfer"
  readonly id: string
  readonly quantity: number
}

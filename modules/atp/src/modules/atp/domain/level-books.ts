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
  /** The sums of the ledger. */
  readonly ledger: Counters
  /** What reservations, live holds and open transfers add up to. */
  readonly facts: Pick<Counters, "allocated" | "held" | "transitOut" | "transitIn" | "inFulfilment">
  /** What the host shows; null when it has no such level. */
  readonly shown: {
    readonly stocked: number
    readonly reserved: number
    readonly rawStocked: number
    readonly rawReserved: number
  } | null
}

/** A reservation that its allocations do not add up to, or allocations that belong to none. */
export interface ReservationBooks {
  readonly reservationId: string
  readonly itemId: string
  readonly locationId: string
  /** Units of the live reservation; null when there is none. */
  readonly reserved: number | null
  readonly allocated: number
}

import type { LevelKey } from "./stock-level"

/** Units of one reservation at one location. A reservation that is split has several. */
export interface Allocation extends LevelKey {
  readonly reservationId: string
  readonly lineItemId: string | null
  readonly quantity: number
  /** Of them, how many have left the shelf in a fulfilment that has not reduced the reservation yet. */
  readonly fulfilling: number
  /** Units that were shipped from here. */
  readonly fulfilled: number
  /** The hold they came from. */
  readonly holdId: string | null
  /** The reservation was deleted; kept for its restoration. */
  readonly released: boolean
  /** `YYYY-MM-DD`, or null when they stand on stock. */
  readonly promiseDay: string | null
}

import type { LevelKey } from "./stock-level"

/** Units that were promised to an order line (`reservationId`) or are held for a cart (`holdId`). */
export interface StandingPromise extends LevelKey {
  readonly reservationId: string | null
  readonly holdId: string | null
  readonly lineItemId: string | null
  readonly quantity: number
  /** `YYYY-MM-DD`; null means from stock, DAY_UNKNOWN that no date was given. */
  readonly promiseDay: string | null
  /** What was promised first; never changed by a delay. */
  readonly firstPromiseDay: string | null
  /** ISO 8601 in UTC. */
  readonly promisedAt: string
  readonly fulfilledAt: string | null
}

/** A promise, and whether supply as it is expected now keeps it. */
export interface JudgedPromise extends StandingPromise {
  readonly atRisk: boolean
  /** When it is at risk: the day it can be kept on; null when no known supply covers it. */
  readonly newDay: string | null
}

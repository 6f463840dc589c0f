import type { LevelKey } from "./stock-level"

/** Units that a supplier is to bring: a line of a purchase order, or of an advance shipping notice. */
export interface ScheduledReceipt extends LevelKey {
  /** The caller's own, or made here. */
  readonly id: string
  readonly quantity: number
  /** So far; above `quantity` when more came than was ordered. */
  readonly received: number
  /** `YYYY-MM-DD`. */
  readonly expectedDay: string
  /** `received` also when it was closed short: nothing more comes. */
  readonly state: "open" | "received" | "canceled"
  readonly reference: string | null
  readonly note: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

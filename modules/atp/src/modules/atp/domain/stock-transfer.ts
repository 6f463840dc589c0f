/** Units that move from one location to another. */
export interface StockTransfer {
  /** The caller's own, or made here. */
  readonly id: string
  readonly itemId: string
  readonly fromLocationId: string
  readonly toLocationId: string
  readonly quantity: number
  /** So far; above `quantity` when more came than was sent. */
  readonly received: number
  /** `YYYY-MM-DD`. */
  readonly expectedDay: string
  /** `requested` keeps the units at the source for it; `received` also when the rest was written off. */
  readonly state: "requested" | "dispatched" | "received" | "canceled"
  readonly reference: string | null
  readonly note: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

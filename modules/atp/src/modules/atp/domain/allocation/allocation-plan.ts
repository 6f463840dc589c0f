import type { Refusal } from "@holdfast/kernel"

import type { LevelKey } from "../stock-level"

/** Units of one item from one location. */
export interface AllocationLine extends LevelKey {
  readonly quantity: number
}

/** One sentence for a person: why this location sends what it sends. */
export interface AllocationReason {
  readonly locationId: string
  readonly because: string
}

/** What a strategy decides: each item and location at most once, and a reason for each location. */
export interface AllocationChoice {
  readonly lines: readonly AllocationLine[]
  readonly reasons: readonly AllocationReason[]
  /** How many ways to fill the whole order were compared, the chosen one included. */
  readonly alternativesConsidered: number
}

export interface AllocationPlan extends AllocationChoice {
  /** The name of the strategy that decided. */
  readonly strategy: string
  /** Shipments beyond the first: 0 when one location sends everything. */
  readonly splits: number
}

/** All locations together have less than the order asks for. Only the items that are short are named. */
export type InsufficientInventory = Refusal<"insufficient_inventory"> & {
  readonly shortages: readonly { readonly itemId: string; readonly asked: number; readonly available: number }[]
}

import { refuse, type Refusal } from "@holdfast/kernel"
import type { LevelKey } from "./stock-level"

/** What is missing at one level, and what could still be had. */
export interface Shortage extends LevelKey {
  /** Units missing. */
  readonly short: number
  /** Units that could be promised now, never below 0. */
  readonly available: number
}

export type StockShort = Refusal<"insufficient_inventory" | "stock_below_promised"> & {
  readonly shortages: readonly Shortage[]
}

interface Blocked extends Shortage {
  readonly known: boolean
  /** Whether units were asked for (and not taken away). */
  readonly promises: boolean
}

/** Puts the answer of a guarded write into words: what was asked, what is there, what to do. */
export function refuseShortage(blocked: readonly Blocked[]): StockShort | Refusal<"inventory_level_unknown"> {
  const unknown = blocked.filter((level) => !level.known)
  if (unknown.length > 0) {
    return refuse(
      "inventory_level_unknown",
      unknown.map((level) => `Item ${level.itemId} is not stocked at location ${level.locationId}.`).join(" "),
      "Add an inventory level for the item at that location, or choose a location that has one.",
    )
  }
  const shortages = blocked.map(({ itemId, locationId, short, available }) => ({
    itemId,
    locationId,
    short,
    available,
  }))
  const asks = blocked.some((level) => level.promises)
  const said = shortages.map(({ itemId, locationId, short, available }) =>
    asks
      ? `Item ${itemId} at location ${locationId} has ${available} available, ${short} fewer than asked for.`
      : `Item ${itemId} at location ${locationId} would fall ${short} below what is promised to orders and carts.`,
  )
  return {
    ...(asks
      ? refuse(
          "insufficient_inventory",
          said.join(" "),
          "Lower the quantity, try another location, or ask for a date when more arrives.",
        )
      : refuse(
          "stock_below_promised",
          said.join(" "),
          "Release or move the promises first, or record the count and accept the shortage.",
        )),
    shortages,
  }
}

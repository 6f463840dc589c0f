import { compareQuantities, sumQuantities } from "../quantity"
import type { AllocationSource } from "./allocation-order"

/** Whether these sources together have everything. */
export function covers(demand: ReadonlyMap<string, number>, sources: readonly AllocationSource[]): boolean {
  for (const [itemId, asked] of demand) {
    if (compareQuantities(availableOf(itemId, sources), asked) < 0) return false
  }
  return true
}

/** What these sources together have of an item. */
export function availableOf(itemId: string, sources: readonly AllocationSource[]): number {
  return sumQuantities(sources.map(({ atp }) => atp.get(itemId) ?? 0))
}

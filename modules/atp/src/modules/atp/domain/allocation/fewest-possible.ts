import { compareQuantities } from "../quantity"
import type { AllocationOrder } from "./allocation-order"
import { covers } from "./covers"

/** No set smaller than this can do: even the best stocked locations of one item are that many. */
export function fewestPossible({ demand, sources }: AllocationOrder): number {
  let fewest = 1
  for (const itemId of demand.keys()) {
    const best = [...sources].sort((a, b) => compareQuantities(b.atp.get(itemId) ?? 0, a.atp.get(itemId) ?? 0))
    while (fewest < best.length && !covers(new Map([[itemId, demand.get(itemId) ?? 0]]), best.slice(0, fewest))) {
      fewest++
    }
  }
  return fewest
}

import { minQuantity, compareQuantities, subtractQuantities, sumQuantities } from "../quantity"
import type { AllocationSource } from "./allocation-order"
import type { AllocationLine } from "./allocation-plan"

/** What of an order is still to be found, while a strategy takes units from one source after the other. */
export class MissingUnits {
  private readonly missing: Map<string, number>

  constructor(demand: ReadonlyMap<string, number>) {
    this.missing = new Map(demand)
  }

  get none(): boolean {
    return this.missing.size === 0
  }

  /** All items together. */
  get units(): number {
    return sumQuantities([...this.missing.values()])
  }

  /** Whether this source alone has all that is missing. */
  isCoveredBy({ atp }: AllocationSource): boolean {
    for (const [itemId, quantity] of this.missing) {
      if (compareQuantities(atp.get(itemId) ?? 0, quantity) < 0) return false
    }
    return true
  }

  /** What this source can send of what is missing; of one item, when it is named. */
  linesFrom({ locationId, atp }: AllocationSource, onlyItemId?: string): AllocationLine[] {
    const lines: AllocationLine[] = []
    for (const [itemId, has] of atp) {
      const missing = this.missing.get(itemId)
      if (missing === undefined || (onlyItemId !== undefined && itemId !== onlyItemId)) continue
      lines.push({ itemId, locationId, quantity: minQuantity(has, missing) })
    }
    return lines
  }

  /** Takes it, so that it is no longer missing. */
  takeFrom(source: AllocationSource, onlyItemId?: string): AllocationLine[] {
    const lines = this.linesFrom(source, onlyItemId)
    for (const { itemId, quantity } of lines) {
      const rest = subtractQuantities(this.missing.get(itemId) ?? 0, quantity)
      if (compareQuantities(rest, 0) > 0) this.missing.set(itemId, rest)
      else this.missing.delete(itemId)
    }
    return lines
  }
}

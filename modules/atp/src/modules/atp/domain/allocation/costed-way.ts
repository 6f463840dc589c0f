import type { AllocationSource } from "./allocation-order"
import type { AllocationLine } from "./allocation-plan"
import { byRank, bySetRank } from "./by-rank"
import { MissingUnits } from "./missing-units"

/** One way to fill an order, and what it costs. */
export interface CostedWay {
  /** All that were allowed, the cheapest units first. */
  readonly sources: readonly AllocationSource[]
  /** Those that send something, by rank. */
  readonly used: readonly AllocationSource[]
  readonly lines: readonly AllocationLine[]
  /** Thousandths of units from locations without cost figures. */
  readonly unpriced: bigint
  /** Thousandths of minor units, since a quantity has up to 3 decimals. */
  readonly costMilli: bigint
}

/** The cheapest units first, those without figures last. */
export const byUnitCost = (a: AllocationSource, b: AllocationSource): number =>
  (a.costPerUnitMinor ?? Infinity) === (b.costPerUnitMinor ?? Infinity)
    ? 0
    : (a.costPerUnitMinor ?? Infinity) - (b.costPerUnitMinor ?? Infinity)

/** Fewer units of unknown cost, then the lower cost, then fewer locations, then the better ranked ones. */
export const byCost = (a: CostedWay, b: CostedWay): number =>
  compare(a.unpriced, b.unpriced) ||
  compare(a.costMilli, b.costMilli) ||
  a.used.length - b.used.length ||
  bySetRank(a.used, b.used)

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Once the locations are given, their shipments are paid, and the cheapest way is the cheapest units of each item.
 *
 * @param sources sorted by what a unit costs
 * @returns null when they do not have everything
 */
export function cheapestWithin(
  demand: ReadonlyMap<string, number>,
  sources: readonly AllocationSource[],
): CostedWay | null {
  const missing = new MissingUnits(demand)
  const lines: AllocationLine[] = []
  const used: AllocationSource[] = []
  let [unpriced, costMilli] = [0n, 0n]
  for (const source of sources) {
    const taken = missing.takeFrom(source)
    if (taken.length === 0) continue
    used.push(source)
    lines.push(...taken)
    const units = taken.reduce((sum, { quantity }) => sum + thousandths(quantity), 0n)
    const { costPerUnitMinor, costPerShipmentMinor } = source
    if (costPerUnitMinor === null || costPerShipmentMinor === null) unpriced += units
    else costMilli += BigInt(costPerShipmentMinor) * 1000n + BigInt(costPerUnitMinor) * units
  }
  return missing.none ? { sources, used: used.sort(byRank), lines, unpriced, costMilli } : null
}

/** In minor units, for a sentence. */
export function costOf({ costMilli }: CostedWay): string {
  const rest = costMilli % 1000n
  return `${costMilli / 1000n}${rest === 0n ? "" : `.${String(rest).padStart(3, "0")}`}`
}

// A quantity has at most 3 decimals, so this only removes what the double could not hold.
const thousandths = (quantity: number): bigint => BigInt(Math.round(quantity * 1000))

import type { AllocationSource } from "./allocation-order"
import { byText } from "./by-text"

// Half of the way around the globe is 20,015 km, so that what cannot be located is farther than all that can.
const FARTHEST_KM = 20_100

/** The distance to reckon with: one that is not known counts as the farthest. */
export const reckonedKm = ({ distanceKm }: AllocationSource): number => distanceKm ?? FARTHEST_KM

export const byPriority = (a: AllocationSource, b: AllocationSource): number => a.priority - b.priority

export const byDistance = (a: AllocationSource, b: AllocationSource): number => reckonedKm(a) - reckonedKm(b)

/** Priority, then distance, then id: the order in which equally good sources are taken. */
export const byRank = (a: AllocationSource, b: AllocationSource): number =>
  byPriority(a, b) || byDistance(a, b) || byText(a.locationId, b.locationId)

/**
 * Which of two sets of sources is taken when both are equally good: the one of better priorities, best against best and
 * so on; then the one nearer in sum; then by ids. Both are sorted by rank.
 */
export function bySetRank(a: readonly AllocationSource[], b: readonly AllocationSource[]): number {
  return (
    inTurn(a, b, byPriority) ||
    totalKm(a) - totalKm(b) ||
    inTurn(a, b, (left, right) => byText(left.locationId, right.locationId))
  )
}

function inTurn<T>(a: readonly T[], b: readonly T[], compare: (left: T, right: T) => number): number {
  for (const [at, left] of a.entries()) {
    const right = b[at]
    if (right === undefined) return 1
    const order = compare(left, right)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const totalKm = (sources: readonly AllocationSource[]): number =>
  sources.reduce((sum, source) => sum + reckonedKm(source), 0)

import { done } from "@holdfast/kernel"

import type { AllocationSource } from "./allocation-order"
import type { AllocationStrategy } from "./allocation-strategy"
import { byDistance, byPriority } from "./by-rank"
import { takeInOrder } from "./take-in-order"

/**
 * The shortest distance to the destination first, then the next, until the order is full; priority decides between
 * equal ones. A location that cannot be located comes last; when the destination cannot, priority decides alone.
 */
export const NEAREST: AllocationStrategy = {
  name: "nearest",
  allocate: (order) =>
    done(takeInOrder(order, { compare: (a, b) => byDistance(a, b) || byPriority(a, b), because: howFar })),
}

function howFar({ name, distanceKm, priority }: AllocationSource): string {
  return distanceKm === null
    ? `${name} is at an unknown distance and has priority ${priority}`
    : `${name} is about ${distanceKm} km from the destination`
}

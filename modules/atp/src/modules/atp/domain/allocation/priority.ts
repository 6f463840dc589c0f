import { done } from "@holdfast/kernel"

import type { AllocationStrategy } from "./allocation-strategy"
import { byPriority } from "./by-rank"
import { takeInOrder } from "./take-in-order"

/**
 * The lowest priority number first, then the next, until the order is full, even where that splits it: a merchant who
 * wants a warehouse emptied first means it. Within one priority number, a location that has all the rest goes first,
 * then the nearest.
 */
export const PRIORITY: AllocationStrategy = {
  name: "priority",
  allocate: (order) =>
    done(
      takeInOrder(order, { compare: byPriority, because: ({ name, priority }) => `${name} has priority ${priority}` }),
    ),
}

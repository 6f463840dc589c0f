import type { Outcome, Refusal } from "@holdfast/kernel"

import type { AllocationChoice } from "./allocation-plan"
import type { AllocationOrder } from "./allocation-order"

/**
 * A way to choose the locations of an order. Write your own, and hand it to `allocate` beside the built-in ones: what
 * it answers is checked, so that a mistake in it is refused and never sells a unit twice.
 */
export interface AllocationStrategy {
  /** What a policy calls it, such as `priority`. */
  readonly name: string
  /**
   * Is asked only when the sources together have enough. Sources and items come in the order of their ids, whatever
   * order the caller had, so that a strategy without a clock and chance always answers the same.
   */
  allocate(order: AllocationOrder): Outcome<AllocationChoice, Refusal<"allocation_strategy_refused">>
}

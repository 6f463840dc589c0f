import type { AllocationStrategy } from "./allocation-strategy"
import { FEWEST_SPLITS } from "./fewest-splits"
import { LOWEST_COST } from "./lowest-cost"
import { NEAREST } from "./nearest"
import { PRIORITY } from "./priority"

/** The strategies that come with the module, by name. Add your own: `new Map([...ALLOCATION_STRATEGIES, [name, own]])`. */
export const ALLOCATION_STRATEGIES: ReadonlyMap<string, AllocationStrategy> = new Map(
  [PRIORITY, NEAREST, FEWEST_SPLITS, LOWEST_COST].map((strategy) => [strategy.name, strategy]),
)

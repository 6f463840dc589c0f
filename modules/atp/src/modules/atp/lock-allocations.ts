import { refuse, type SqlTx } from "@holdfast/kernel"
import type { Allocation } from "./domain/allocation-row"
import { levelId, type LevelKey } from "./domain/stock-level"
import { refusalError } from "./or-throw"
import { lockLevels } from "./store/lock-levels"

/**
 * Locks the levels that allocations are at, and answers the allocations as they are under the locks: what was read
 * before may be somebody else's past. Whoever changes an allocation holds its level, so the second reading stays true.
 *
 * @throws stock_busy when the units went to another level in between
 */
export async function lockAllocations(
  tx: SqlTx,
  read: () => Promise<readonly Allocation[]>,
  others: readonly LevelKey[] = [],
): Promise<readonly Allocation[]> {
  const keys = [...(await read()), ...others]
  await lockLevels(tx, keys)
  const locked = new Set(keys.map(levelId))
  const allocations = await read()
  if (allocations.every((allocation) => locked.has(levelId(allocation)))) return allocations
  throw refusalError(
    refuse("stock_busy", "The units were moved to another location at the same moment.", "Try again in a moment."),
  )
}

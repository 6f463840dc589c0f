interface Placed {
  readonly id: string
  readonly priority: number
}

const STEP = 10
const HIGHEST = 1_000_000
const LOWEST = -HIGHEST

/**
 * Priorities that put one entry of a lane before or after another. The moved one alone changes where there is room
 * between its new neighbours, since priority also decides between lanes; else the lane is numbered anew in steps of 10.
 *
 * @param lane all of it, in the order in which it applies: the highest priority first
 */
export function newPriorities(lane: readonly Placed[], id: string, side: "before" | "after", target: string): Placed[] {
  const moved = lane.find((entry) => entry.id === id)
  const rest = lane.filter((entry) => entry.id !== id)
  const at = rest.findIndex((entry) => entry.id === target) + (side === "after" ? 1 : 0)
  if (!moved || !rest.some((entry) => entry.id === target) || lane[at]?.id === id) return []
  const between = roomBetween(rest[at - 1]?.priority, rest[at]?.priority)
  if (between !== null) return [{ id, priority: between }]
  const ordered = [...rest.slice(0, at), moved, ...rest.slice(at)]
  const steps = (ordered.length - 1) * STEP
  const lowest = Math.min(Math.min(...lane.map((entry) => entry.priority)), HIGHEST - steps)
  return ordered.map((entry, n) => ({ id: entry.id, priority: lowest + steps - n * STEP }))
}

function roomBetween(above: number | undefined, below: number | undefined): number | null {
  if (above === undefined) return below !== undefined && below + STEP <= HIGHEST ? below + STEP : null
  if (below === undefined) return above - STEP >= LOWEST ? above - STEP : null
  const middle = Math.floor((above + below) / 2)
  return middle > below && middle < above ? middle : null
}

import type { LevelKey } from "./stock-level"

/** Units of one item at one location, for one holder. */
export interface HoldLine extends LevelKey {
  readonly quantity: number
  /** The day promised when the units are not there yet, `YYYY-MM-DD`; null when they are. */
  readonly promiseDay?: string | null
}

/** What one holder holds. */
export interface Hold {
  /** The holder's own id: a cart's hold has the cart's id, so a cart never competes with itself. */
  readonly holdId: string
  /** ISO 8601; null when nothing is held. */
  readonly expiresAt: string | null
  /** An order took it over: the units are allocations now. */
  readonly committed: boolean
  readonly lines: readonly HoldLine[]
}

/** Adds up lines of the same item and location. */
export function mergeLines<Line extends LevelKey & { readonly quantity: number }>(
  lines: readonly Line[],
  add: (a: number, b: number) => number,
): readonly Line[] {
  const merged = new Map<string, Line>()
  for (const line of lines) {
    const key = `${line.itemId} ${line.locationId}`
    const before = merged.get(key)
    merged.set(key, before ? { ...before, quantity: add(before.quantity, line.quantity) } : line)
  }
  return [...merged.values()]
}

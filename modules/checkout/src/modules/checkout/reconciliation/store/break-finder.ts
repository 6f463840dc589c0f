import type { BreakKind } from "../domain/break-kind"

/**
 * One statement that finds breaks of a kind. `$1`: only what has been so for that many seconds, since much is under way
 * at any moment; `$2`: at most so many.
 */
export interface BreakFinder {
  readonly kind: BreakKind
  /** A module's table that may not be there; without it nothing of this kind can be found. */
  readonly table?: string
  readonly sql: string
}

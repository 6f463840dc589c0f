import type { Candidate } from "./candidate"

/** How a shop, or a campaign among its own promotions, chooses from those that may apply. */
export type Resolution = "priority" | "best"

/**
 * What is known of a choice.
 *
 * - `by_rule`: priority decided, and there is nothing to search.
 * - `optimal`: no legal set gives more; `nodes` were looked at.
 * - `bounded`: the search ended before it had seen everything. No legal set gives more than `couldMiss` beyond this one.
 */
export type Certificate =
  | { readonly kind: "by_rule" }
  | { readonly kind: "optimal"; readonly nodes: number }
  | { readonly kind: "bounded"; readonly nodes: number; readonly couldMiss: bigint }

export interface Choice {
  /** In the order in which they apply. */
  readonly chosen: readonly Candidate[]
  readonly certificate: Certificate
}

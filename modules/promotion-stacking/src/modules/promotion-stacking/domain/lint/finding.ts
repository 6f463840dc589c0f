import type { Cart } from "../cart"
import type { Resolution } from "../resolution"

/**
 * - `never_meets`: one names the other in `stacks_with`, and no cart has both.
 * - `never_applies`: no cart has it.
 * - `reaches_everything`: on the cart that comes with it these take all that the lines cost.
 * - `breaches_margin`: on the cart that comes with it these take more of the lines than the shop allows.
 */
export type FindingCode = "never_meets" | "never_applies" | "reaches_everything" | "breaches_margin"

/** Something that a merchant may not have meant. */
export interface Finding {
  readonly code: FindingCode
  /** The entry it is about first; for the two that come with a cart, those that take something off, in id order. */
  readonly entries: readonly string[]
  /** What is true, and what to do about it. */
  readonly message: string
  /** A cart that shows it. */
  readonly cart?: Cart
}

export interface LintOptions {
  readonly resolution: Resolution
  /** Campaigns that choose in another way, as in the policy. */
  readonly campaigns?: ReadonlyMap<string, Resolution>
  readonly nowMs: number
  /** The share of what the lines cost that may be taken off at most, in parts per million; left out, none is too much. */
  readonly marginFloorPpm?: number
}

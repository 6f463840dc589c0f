/** What became of one promotion, and why. Amounts in minor units. */
export interface TraceLine {
  readonly promotion: string
  readonly outcome: Outcome
  /** In words, with the values that were seen. */
  readonly because: string
  /** What it takes off in all; 0 unless it was applied. */
  readonly discount: bigint
  /** The promotion that won, for `outbid` and `excluded`. */
  readonly by?: string
  /** What it takes off each line that it touches. */
  readonly lines?: readonly Share[]
  /** What it takes off shipping. */
  readonly shippingDiscount?: bigint
  /** What the subtotal lacks, when that alone keeps it from applying. */
  readonly missing?: bigint
}

export interface Share {
  readonly id: string
  readonly discount: bigint
}

/**
 * - `applied`: it took something off.
 * - `nothing_left`: it was chosen, and earlier ones had left nothing to take.
 * - `outbid`: others that it may not meet give more, or have the higher priority.
 * - `excluded`: a rule forbids it beside one that was taken: group, exclusive, exclusion, stacks_with.
 * - `ineligible`: a condition is not met. `outside_window`: its time is not now. `limit_reached`: its uses or budget are spent.
 * - `code_not_entered`: it needs a code that the shopper did not enter.
 * - `inactive`: it is a draft, or was stopped.
 */
export type Outcome =
  | "applied"
  | "nothing_left"
  | "outbid"
  | "excluded"
  | "ineligible"
  | "outside_window"
  | "limit_reached"
  | "code_not_entered"
  | "inactive"

/** What a discount entry says, once it was read and found sound. Shapes only; `import/` reads and checks it. */
export interface Entry {
  /** The entry's name for everybody: in `stacks_with`, in traces, as the promotion's code in Medusa. */
  readonly id: string
  readonly status: "active" | "draft" | "stopped"
  /** Higher goes first. A promotion of Medusa's own has 0. */
  readonly priority: number
  /** Lanes apply in ascending order; inside a lane priority decides, then id. */
  readonly lane: number
  /** What a percentage is taken of: what earlier promotions left, or the price before any of them. */
  readonly base: "current" | "initial"
  /** At most one promotion of a group applies. */
  readonly group: string | null
  /** Applies alone or not at all. */
  readonly exclusive: boolean
  /** Whom it may meet. Both sides have to allow it. */
  readonly stacksWith: "any" | readonly string[]
  /** Empty: applies by itself. Else a shopper has to enter one of them. */
  readonly codes: readonly string[]
  /** Whose budget it spends, and whose resolution it follows. */
  readonly campaign: string | null
  readonly condition: Condition
  /** Lines that an action on matching lines is for; `null` means every line. The condition asks for one such line as well. */
  readonly lines: LineSelector | null
  readonly action: Action
  readonly exclusions: Exclusions
  readonly limits: Limits
}

/** Amounts in minor units by ISO currency code; `"*"` counts in whatever currency the cart has. */
export type Amounts = Readonly<Record<string, bigint>>

/** What is asked of the cart. */
export type CartAttribute =
  | "customer_segment"
  | "market"
  | "channel"
  | "customer"
  | "customer_group"
  | "currency"
  | "region"
  | "payment_method"
  | "shipping_method"

/** What is asked of a line. */
export type LineAttribute = "variant" | "product" | "category" | "collection" | "tag" | "type"

export type Condition =
  | { readonly kind: "always" }
  /** The cart has at least one of the values. */
  | { readonly kind: "cart"; readonly attribute: CartAttribute; readonly anyOf: readonly string[] }
  /** Some line fits the selector; with `minQuantity`, that many units of such lines. */
  | { readonly kind: "lines"; readonly selector: LineSelector; readonly minQuantity: number }
  /** Sum of the lines before any discount, exclusive of shipping. A currency that is not named does not fulfil it. */
  | { readonly kind: "subtotal"; readonly atLeast: Amounts | null; readonly atMost: Amounts | null }
  /** Units in the cart. */
  | { readonly kind: "quantity"; readonly atLeast: number | null; readonly atMost: number | null }
  | { readonly kind: "first_order"; readonly is: boolean }
  /** From `startsAtMs` up to and with `endsAtMs`; null is open. Epoch milliseconds. */
  | { readonly kind: "window"; readonly startsAtMs: number | null; readonly endsAtMs: number | null }
  /** ISO weekdays, 1 is Monday, in the named IANA zone. */
  | { readonly kind: "weekday"; readonly days: readonly number[]; readonly zone: string }
  /** Minutes after midnight in the named zone, from `from` up to but without `until`; over midnight when `until` is earlier. */
  | { readonly kind: "hours"; readonly from: number; readonly until: number; readonly zone: string }
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }

/**
 * Fits a line when every attribute that is named fits: the line has one of its values. `variant` values are SKUs, and may
 * be globs (`*` any characters, `?` one). Categories, collections, tags and types are given by handle, value or id.
 */
export type LineSelector = Readonly<Partial<Record<LineAttribute, readonly string[]>>>

export type AppliesTo = "matching_lines" | "order" | "shipping"

/** Parts per million: 15 % is 150_000. */
export type Ppm = number

export type Action = ActionKind & { readonly caps: Caps }

export type ActionKind =
  | { readonly type: "percent_off"; readonly ppm: Ppm; readonly appliesTo: AppliesTo }
  /** `per: "unit"` takes the amount off every unit; `"order"` once, prorated. */
  | {
      readonly type: "fixed_off"
      readonly amounts: Amounts
      readonly appliesTo: AppliesTo
      readonly per: "order" | "unit"
    }
  /** What a unit of a matching line costs. Never raises a price. */
  | { readonly type: "fixed_price"; readonly amounts: Amounts }
  | { readonly type: "free_shipping" }
  /** A line of this SKU is free, up to the quantity; the cart gets the line, and loses it with the promotion. */
  | { readonly type: "free_gift"; readonly sku: string; readonly quantity: number }
  /** For every `buyQuantity` units of `buy` lines, `getQuantity` units of `get` lines cost less. Cheapest units first. */
  | {
      readonly type: "buy_x_get_y"
      readonly buy: LineSelector | null
      readonly buyQuantity: number
      readonly get: LineSelector | null
      readonly getQuantity: number
      readonly ppm: Ppm
      readonly maxTimes: number | null
    }
  /** The highest tier that the matching lines' sum reaches. */
  | { readonly type: "tiered_spend"; readonly tiers: readonly Tier[]; readonly appliesTo: AppliesTo }
  /** Of every `of` matching units, the `units` cheapest cost less. Units are sorted dearest first and taken `of` at a time. */
  | { readonly type: "cheapest_of"; readonly of: number; readonly units: number; readonly ppm: Ppm }
  /** All parts together for one price, as often as the cart has them. Never raises a price. */
  | {
      readonly type: "bundle_price"
      readonly parts: readonly BundlePart[]
      readonly amounts: Amounts
      readonly maxTimes: number | null
    }

export interface Tier {
  readonly from: Amounts
  readonly off: { readonly ppm: Ppm } | { readonly amounts: Amounts }
}

export interface BundlePart {
  readonly selector: LineSelector
  readonly quantity: number
}

/** What a promotion takes at most. Null is no cap. */
export interface Caps {
  readonly perUnit: Amounts | null
  readonly perLine: Amounts | null
  readonly perOrder: Amounts | null
}

/** Lines it never touches nor counts, and promotions it never meets, whatever `stacks_with` says. */
export interface Exclusions {
  readonly lines: readonly LineSelector[]
  readonly promotions: readonly string[]
}

/** Null is no limit. */
export interface Limits {
  readonly uses: number | null
  readonly usesPerCustomer: number | null
  readonly usesPerCohort: readonly CohortLimit[]
  /** Money it may give away in all. */
  readonly budget: Amounts | null
}

export interface CohortLimit {
  readonly cohort: string
  readonly uses: number
}

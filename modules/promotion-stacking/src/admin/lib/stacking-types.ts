export type Status = "active" | "draft" | "stopped"
export type Resolution = "priority" | "best"
export type Source = Readonly<Record<string, unknown>>

/** An entry as the admin API answers it; `source` is what was imported. */
export interface Entry {
  readonly id: string
  readonly status: Status
  readonly priority: number
  readonly lane: number
  readonly group: string | null
  readonly exclusive: boolean
  readonly stacks_with: "any" | readonly string[]
  readonly codes: readonly string[]
  readonly campaign: string | null
  readonly source: Source
  readonly promotion_id: string
  readonly updated_at: string
}

export interface EntryPage {
  readonly entries: readonly Entry[]
  readonly count: number
  readonly limit: number
  readonly offset: number
}

/** What is wrong with one field of one entry, or worth a look. */
export interface EntryProblem {
  readonly code: string
  readonly entry: string | number
  readonly field: string
  readonly message: string
  readonly nextStep: string
}

export interface ImportAnswer {
  readonly imported: readonly string[]
  readonly warnings: readonly EntryProblem[]
}

export interface Settings {
  readonly resolution: Resolution
  readonly campaigns: Readonly<Record<string, Resolution>>
}

export type TraceOutcome =
  | "applied"
  | "nothing_left"
  | "outbid"
  | "excluded"
  | "ineligible"
  | "outside_window"
  | "limit_reached"
  | "code_not_entered"
  | "inactive"

export interface LineShare {
  readonly id: string
  readonly discount: string
}

export interface TraceLine {
  readonly promotion: string
  readonly outcome: TraceOutcome
  readonly because: string
  readonly discount: string
  readonly by?: string
  readonly lines?: readonly LineShare[]
  readonly shipping_discount?: string
  readonly missing?: string
}

/** What promotions take off a cart; amounts are decimal texts. */
export interface Evaluation {
  readonly discount_total: string
  readonly shipping_discount_total: string
  readonly lines: readonly LineShare[]
  readonly applied: readonly string[]
  readonly gifts: readonly { readonly promotion: string; readonly sku: string; readonly quantity: number }[]
  readonly certificate: {
    readonly kind: "by_rule" | "optimal" | "bounded"
    readonly nodes?: number
    readonly could_miss?: string
  }
  readonly trace: readonly TraceLine[]
}

export interface Decision {
  readonly subject_id: string
  readonly input_hash: string
  readonly revision: string
  readonly engine: string
  readonly input: { readonly currency: string }
  readonly answer: Evaluation
  readonly at: string
}

/** How a promotion of Medusa's own stands beside others. */
export interface StackingFields {
  readonly priority?: number
  readonly lane?: number
  readonly group?: string | null
  readonly exclusive?: boolean
  readonly stacks_with?: "any" | readonly string[]
  readonly exclusions?: readonly string[]
}

/** What the linter found. Amounts in its words are minor units. */
export interface Finding {
  readonly code: "never_meets" | "never_applies" | "reaches_everything" | "breaches_margin"
  readonly entries: readonly string[]
  readonly message: string
}

/** What another rule set would have given the carts of the past. */
export interface ShadowAnswer {
  readonly carts: number
  readonly changed: number
  readonly totals: Readonly<Record<string, { readonly before: string; readonly after: string }>>
  readonly differences: readonly {
    readonly subject_id: string
    readonly currency: string
    readonly discount_before: string
    readonly discount_after: string
    readonly applied_before: readonly string[]
    readonly applied_after: readonly string[]
  }[]
}

/** A break, as `GET /admin/checkout/breaks` lists it. Amounts are minor units as text. */
export interface Break {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly subject_id: string
  readonly order_id: string | null
  readonly cart_id: string | null
  readonly amount_minor: string | null
  readonly currency_code: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly since: string
  readonly found_at: string
  readonly asked_by: string | null
  readonly asked_at: string | null
  readonly repaired_at: string | null
  readonly failure: string | null
  readonly tries: number
  readonly resolved_at: string | null
  /** What mends it, in words; null where only a person can. */
  readonly repair: string | null
  readonly advice: string
  readonly heals_itself: boolean
  readonly needs_second_admin: boolean
}

export interface BreakPage {
  readonly breaks: readonly Break[]
  readonly count: number
}

export interface RepairAnswer {
  readonly break: Break
  readonly repaired: boolean
  readonly failure?: string | null
  readonly waits_for?: "second_admin"
}

export interface Reconciliation {
  readonly found: number
  readonly resolved: number
  readonly healed: number
  readonly failures: readonly string[]
}

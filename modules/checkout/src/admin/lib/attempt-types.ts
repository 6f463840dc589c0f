/** Where an attempt stands. */
export type AttemptState = "open" | "ordered" | "refused" | "undone" | "stuck"

export interface AttemptStep {
  readonly name: string
  readonly state: "done" | "started" | "failed" | "undone"
  readonly at: string
  readonly ms?: number
  readonly output?: object
}

/** An attempt as the list has it. Amounts are minor units as text. */
export interface Attempt {
  readonly id: string
  readonly cart_id: string
  readonly state: AttemptState
  readonly step: string
  readonly order_id: string
  readonly payment_session_id: string | null
  readonly payment_id: string | null
  readonly idempotency_key: string | null
  readonly total_minor: string | null
  readonly currency_code: string | null
  readonly steps: readonly AttemptStep[]
  readonly tries: number
  readonly lease_owner: string
  readonly lease_until: string
  readonly refusal: { readonly type: string; readonly code: string | null; readonly message: string } | null
  readonly started_at: string
  readonly ended_at: string | null
}

export interface AttemptPage {
  readonly attempts: readonly Attempt[]
  readonly count: number
}

export interface AttemptDetail extends Attempt {
  readonly line_ids: readonly string[]
  readonly uses_registered: boolean
  readonly inverses: readonly { readonly act: string; readonly inverse: string | null; readonly now: string }[]
}

/** Minor units of the payment's currency, as a decimal text. */
export type MinorText = string

export interface Operation {
  readonly id: string
  readonly act: "initiate" | "authorize" | "capture" | "refund" | "cancel"
  readonly state: "prepared" | "sent" | "requested" | "confirmed" | "failed" | "unknown"
  readonly amount_minor: MinorText
  readonly confirmed_minor: MinorText | null
  readonly provider_reference: string | null
  readonly code: string | null
  readonly message: string | null
  readonly attempts: number
  readonly look_ups: number
  readonly created_at: string
  readonly settled_at: string | null
  readonly looked_up_at: string | null
  readonly next_look_up_at: string | null
}

export interface Dispute {
  readonly id: string
  readonly reference: string
  readonly state: "open" | "answered" | "won" | "lost"
  readonly amount_minor: MinorText | null
  readonly reason: string | null
  readonly due_at: string | null
  readonly funds_withdrawn: boolean
  readonly answer: string | null
  readonly answered_at: string | null
}

/** A provider believes that the payment is not its owner's. */
export interface FraudWarning {
  readonly id: string
  readonly reason: string | null
  readonly occurred_at: string
}

/** A payment session and what became of it. */
export interface LedgerPayment {
  readonly session_id: string
  readonly payment_id: string | null
  readonly provider_id: string
  readonly provider_reference: string | null
  readonly status: string
  readonly currency_code: string
  readonly amount_minor: MinorText
  readonly captured_minor: MinorText
  readonly capture_requested_minor: MinorText
  readonly refunded_minor: MinorText
  readonly refund_requested_minor: MinorText
  readonly authorized_at: string | null
  readonly canceled_at: string | null
  readonly expires_at: string | null
  /** Less than two days are left of an authorization of which nothing is captured. */
  readonly expires_soon: boolean
  readonly operations: readonly Operation[]
  readonly fraud_warnings: readonly FraudWarning[]
  readonly disputes: readonly Dispute[]
}

/** A line of an order, or its shipping, as far as it can be given back for. */
export interface RefundableLine {
  readonly id: string
  readonly kind: "item" | "shipping"
  readonly title: string
  readonly detail: string | null
  readonly quantity: number
  readonly refunded_quantity: number
  /** What the first unit, the first two, … of those that are left come to. */
  readonly shares_minor: readonly MinorText[]
}

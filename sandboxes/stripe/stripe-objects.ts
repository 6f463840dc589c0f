// The members that the sandbox reasons about. What else an answer carries is filled in where it is made.

export type Metadata = Record<string, string>

export interface ErrorBody {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error"
  readonly message: string
  readonly code?: string
  readonly decline_code?: string
  readonly param?: string
  readonly charge?: string
  readonly payment_intent?: unknown
  readonly payment_method?: unknown
  readonly setup_intent?: unknown
}

export type IntentStatus =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "requires_capture"
  | "succeeded"
  | "canceled"

export interface Intent {
  readonly object: "payment_intent"
  readonly id: string
  readonly client_secret: string
  readonly created: number
  readonly currency: string
  amount: number
  amount_capturable: number
  amount_received: number
  status: IntentStatus
  capture_method: string
  customer: string | null
  payment_method: string | null
  latest_charge: string | null
  last_payment_error: ErrorBody | null
  next_action: unknown
  metadata: Metadata
  payment_method_options: Record<string, unknown>
  setup_future_usage: string | null
  cancellation_reason: string | null
  canceled_at: number | null
  review: string | null
  description: string | null
  receipt_email: string | null
  statement_descriptor_suffix: string | null
  shipping: unknown
  readonly [more: string]: unknown
}

export interface CardDetails {
  readonly last4: string
  capture_before?: number
  amount_authorized: number | null
  readonly multicapture: { status: "available" | "unavailable" }
  readonly incremental_authorization: { status: "available" | "unavailable" }
  readonly [more: string]: unknown
}

export interface Charge {
  readonly object: "charge"
  readonly id: string
  readonly created: number
  readonly currency: string
  readonly payment_intent: string
  amount: number
  amount_captured: number
  amount_refunded: number
  captured: boolean
  refunded: boolean
  disputed: boolean
  paid: boolean
  status: "succeeded" | "pending" | "failed"
  balance_transaction: string | null
  review: string | null
  failure_code: string | null
  failure_message: string | null
  readonly payment_method: string
  readonly payment_method_details: {
    readonly type: string
    readonly card?: CardDetails
    readonly [more: string]: unknown
  }
  readonly [more: string]: unknown
}

export interface Refund {
  readonly object: "refund"
  readonly id: string
  readonly created: number
  readonly amount: number
  readonly currency: string
  readonly charge: string
  readonly payment_intent: string
  status: "pending" | "requires_action" | "succeeded" | "failed" | "canceled"
  failure_reason?: string
  balance_transaction: string | null
  metadata: Metadata
  readonly [more: string]: unknown
}

export interface Customer {
  readonly object: "customer"
  readonly id: string
  readonly created: number
  metadata: Metadata
  email: string | null
  name: string | null
  phone: string | null
  address: unknown
  readonly [more: string]: unknown
}

export interface Method {
  readonly object: "payment_method"
  readonly id: string
  readonly created: number
  readonly type: string
  customer: string | null
  metadata: Metadata
  readonly [more: string]: unknown
}

export interface SetupIntent {
  readonly object: "setup_intent"
  readonly id: string
  readonly client_secret: string
  readonly created: number
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "succeeded" | "canceled"
  customer: string | null
  payment_method: string | null
  last_setup_error: ErrorBody | null
  next_action: unknown
  metadata: Metadata
  cancellation_reason: string | null
  readonly [more: string]: unknown
}

export interface Dispute {
  readonly object: "dispute"
  readonly id: string
  readonly created: number
  readonly amount: number
  readonly currency: string
  readonly charge: string
  readonly payment_intent: string
  readonly reason: string
  status:
    | "warning_needs_response"
    | "warning_under_review"
    | "warning_closed"
    | "needs_response"
    | "under_review"
    | "won"
    | "lost"
  evidence: Record<string, string | null>
  readonly evidence_details: { due_by: number; has_evidence: boolean; past_due: boolean; submission_count: number }
  is_charge_refundable: boolean
  metadata: Metadata
  readonly balance_transactions: unknown[]
  readonly [more: string]: unknown
}

export interface Review {
  readonly object: "review"
  readonly id: string
  readonly created: number
  readonly charge: string
  readonly payment_intent: string
  open: boolean
  reason: string
  closed_reason: string | null
  readonly [more: string]: unknown
}

export interface BalanceTransaction {
  readonly object: "balance_transaction"
  readonly id: string
  readonly created: number
  readonly amount: number
  readonly fee: number
  readonly net: number
  readonly [more: string]: unknown
}

export interface StripeEvent {
  readonly object: "event"
  readonly id: string
  readonly created: number
  readonly type: string
  readonly data: { readonly object: unknown }
  readonly [more: string]: unknown
}

export interface Endpoint {
  readonly object: "webhook_endpoint"
  readonly id: string
  readonly created: number
  url: string
  enabled_events: readonly string[]
  status: "enabled" | "disabled"
  metadata: Metadata
  description: string | null
  readonly secret: string
  readonly [more: string]: unknown
}

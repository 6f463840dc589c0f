import type { MoneyAct } from "@holdfast/kernel"

/**
 * How far an intent to move money has come.
 *
 * - `prepared`: not done, and may be sent.
 * - `sent`: on its way, or whoever sent it died.
 * - `requested`: the provider took the order, and says later whether it happened.
 * - `unknown`: it was sent and nobody knows.
 * - `confirmed`, `failed`: settled for good.
 */
export type OperationState = "prepared" | "sent" | "requested" | "confirmed" | "failed" | "unknown"

/** By what an operation was settled: the call's own answer, a question about it, or what the provider told. */
export type SettledBy = "answer" | "look_up" | "fact"

/** One intent to move money, and what became of it. Amounts are minor units as decimal text. */
export type PaymentOperation = {
  readonly id: string
  readonly act: MoneyAct
  readonly intent: string
  readonly sequence: number
  readonly idempotency_key: string
  readonly provider_id: string
  readonly session_id: string | null
  readonly payment_id: string | null
  readonly capture_id: string | null
  readonly refund_id: string | null
  readonly cart_id: string | null
  readonly order_id: string | null
  readonly amount_minor: string
  readonly currency_code: string
  readonly state: OperationState
  readonly confirmed_minor: string | null
  readonly provider_reference: string | null
  readonly code: string | null
  readonly message: string | null
  readonly attempts: number
  readonly look_ups: number
  readonly created_at: Date
  readonly sent_at: Date | null
  readonly settled_at: Date | null
  readonly looked_up_at: Date | null
  readonly next_look_up_at: Date | null
  /** Whether whoever sent it may still hear the answer. */
  readonly in_flight: boolean
}

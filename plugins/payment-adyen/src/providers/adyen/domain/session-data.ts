import type { AdyenAmount } from "./currencies"

/**
 * What the plugin keeps in a payment session's and a payment's `data`, under the one key `adyen`.
 *
 * A shopper may send any `data` when a session is created, and the host merges it with ours. So everything that is
 * believed later sits under this key, which is written whole each time, and nothing of the shopper's is ever read from
 * it. The shop's API shows `data` to the shopper: no refusal reason, no secret and no card number goes in.
 */
export type AdyenData = {
  /** `sessions`: Adyen's page element pays by itself. `advanced`: every call goes through the shop. */
  readonly flow: "sessions" | "advanced"
  /** Medusa's payment session, which is also the payment's `reference` at Adyen. */
  readonly session_id: string
  readonly amount: AdyenAmount
  /** What the page needs to start Adyen's components. Both are public. */
  readonly environment: string
  readonly client_key: string | null
  readonly shopper_reference: string | null
  readonly session: { readonly id: string; readonly session_data: string; readonly expires_at: string } | null
  /** What the page was given when the shopper had paid. Says nothing by itself: it is what Adyen is asked with. */
  readonly session_result: string | null
  /** Adyen's answer to `/paymentMethods`, for the advanced flow's components. */
  readonly payment_methods: Readonly<Record<string, unknown>> | null
  readonly payment: AdyenPayment | null
  /** What the shopper is told when the last try was refused; another try clears it. */
  readonly declined: string | null
  /** Whether a try was sent whose answer was lost. */
  readonly in_doubt: boolean
}

export type AdyenPayment = {
  readonly psp_reference: string | null
  readonly result_code: string
  readonly amount: AdyenAmount | null
  /** What the page has to do next, as Adyen's components take it. */
  readonly action: Readonly<Record<string, unknown>> | null
  readonly method: string | null
}

type Data = Readonly<Record<string, unknown>>

/** Reads what the plugin kept, or null where this is not a session of ours. */
export function adyenDataOf(data: Data | undefined): AdyenData | null {
  const kept = data?.["adyen"]
  if (typeof kept !== "object" || kept === null) return null
  const { flow, session_id, amount } = kept as Partial<AdyenData>
  return (flow === "sessions" || flow === "advanced") && typeof session_id === "string" && amount !== undefined
    ? (kept as AdyenData)
    : null
}

/** The session's data with ours renewed, and without what the shopper typed: encrypted, but no business of a database. */
export function withAdyenData(data: Data | undefined, adyen: AdyenData): Record<string, unknown> {
  const { state_data: _typed, adyen_command: _command, ...rest } = data ?? {}
  return { ...rest, id: adyen.payment?.psp_reference ?? adyen.session?.id ?? null, adyen }
}

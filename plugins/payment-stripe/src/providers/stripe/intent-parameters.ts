import type Stripe from "stripe"
import type { StripeOptions } from "./options"

/** What a storefront or a shop may say about a payment beside its amount: the `data` of `initiatePayment`. */
type Asked = Readonly<Record<string, unknown>>

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

/**
 * What opens a payment. Cards wait for their capture where the shop captures by hand; methods that cannot wait are
 * captured at once, and so may be offered beside them.
 */
export function intentParameters(
  options: StripeOptions,
  asked: Asked,
  {
    amount,
    currency,
    customer,
  }: { readonly amount: number; readonly currency: string; readonly customer: string | undefined },
): Stripe.PaymentIntentCreateParams {
  const types = Array.isArray(asked["payment_method_types"])
    ? (asked["payment_method_types"] as string[])
    : options.automaticPaymentMethods
      ? undefined
      : [...options.paymentMethodTypes]
  const description = text(asked["payment_description"]) ?? options.paymentDescription ?? undefined
  const future = text(asked["setup_future_usage"])
  const method = text(asked["payment_method"])
  const sessionId = text(asked["session_id"])
  return {
    amount,
    currency,
    capture_method: "automatic_async",
    payment_method_options: { card: cardOptions(options) },
    metadata: { ...textsOf(asked["metadata"]), ...(sessionId !== undefined && { session_id: sessionId }) },
    ...(types ? { payment_method_types: types } : { automatic_payment_methods: { enabled: true } }),
    ...(customer !== undefined && { customer }),
    ...(description !== undefined && { description }),
    ...(options.statementDescriptorSuffix !== null && {
      statement_descriptor_suffix: options.statementDescriptorSuffix,
    }),
    ...((future === "off_session" || future === "on_session") && { setup_future_usage: future }),
    ...(method !== undefined && { payment_method: method }),
  }
}

const cardOptions = (options: StripeOptions): Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card => ({
  ...(options.capture === "manual" && { capture_method: "manual" }),
  ...(options.multicapture && { request_multicapture: "if_available" }),
  ...(options.incrementalAuthorization && { request_incremental_authorization: "if_available" }),
})

/** Names that this plugin believes when Stripe sends them back, so nobody else may set them. */
const OURS = /^(?:capture_|refund_|initiate_key$|incremented$|session_id$)/

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {}
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => !OURS.test(name) && ["string", "number", "boolean"].includes(typeof one))
      .map(([name, one]) => [name, String(one)]),
  )
}

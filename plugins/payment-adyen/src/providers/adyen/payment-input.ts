import type { MedusaAmount, MoneyCallInput } from "@holdfast/kernel"
import { toAdyenAmount, type AdyenAmount } from "./domain/currencies"
import { adyenDataOf, type AdyenData } from "./domain/session-data"
import { failureOfRefusal } from "./failure-of-refusal"

/** An amount as Adyen counts it. */
export function amountOf(amount: unknown, currencyCode: string): AdyenAmount {
  const money = toAdyenAmount(amount as MedusaAmount, currencyCode)
  if (!money.ok) throw failureOfRefusal(money)
  return money.value
}

/** A modification is in the payment's currency. Where the caller names one, it has to be that one. */
export function sameCurrency(
  amount: unknown,
  { currency_code }: Partial<MoneyCallInput>,
  { amount: paid, session_id }: AdyenData,
): AdyenAmount {
  const money = amountOf(amount, currency_code ?? paid.currency)
  if (money.currency === paid.currency) return money
  throw failureOfRefusal({
    ok: false,
    code: "currency_differs",
    message: `${money.currency} was asked of ${session_id}, which is paid in ${paid.currency}.`,
    nextStep: "Ask in the payment's currency.",
  })
}

/** What the plugin kept with a session or a payment. */
export function ours(data: Readonly<Record<string, unknown>> | undefined): AdyenData {
  const adyen = adyenDataOf(data)
  if (adyen !== null) return adyen
  throw failureOfRefusal({
    ok: false,
    code: "payment_data_missing",
    message: "This payment's data holds nothing of Adyen's.",
    nextStep: "Create the payment session anew.",
  })
}

/** Adyen's reference of the payment, where the data has it: from its answer, or as the id that a webhook gave it. */
export function pspIn(data: Readonly<Record<string, unknown>> | undefined, adyen: AdyenData): string | null {
  const id = data?.["id"]
  const told = typeof id === "string" && id !== adyen.session?.id ? id : null
  return adyen.payment?.psp_reference ?? told
}

export const notAuthorized = ({ session_id }: AdyenData) =>
  failureOfRefusal({
    ok: false,
    code: "payment_not_authorized",
    message: `${session_id} has no payment at Adyen yet.`,
    nextStep: "Authorize it first.",
  })

/** The caller's key. Whoever moves money names the intent, so that a repeat is known as one. */
export function keyOf(input: { context?: { idempotency_key?: string } }, act: string, otherwise?: string): string {
  const key = input.context?.idempotency_key ?? otherwise
  if (key !== undefined) return key
  throw failureOfRefusal({
    ok: false,
    code: "idempotency_key_missing",
    message: `Adyen was to ${act} without an idempotency key.`,
    nextStep: "Pass the id of the intent as context.idempotency_key.",
  })
}

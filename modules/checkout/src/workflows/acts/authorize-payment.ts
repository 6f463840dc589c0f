import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules, PaymentSessionStatus } from "@medusajs/framework/utils"
import { providerFailureOf, type Outcome, type Refusal } from "@holdfast/kernel"
import type { SessionRead } from "../../modules/checkout/domain/cart-read"
import type { CaptureRead } from "../../modules/checkout/domain/order-rows"

const { PAYMENT_AUTHORIZATION_ERROR, PAYMENT_REQUIRES_MORE_ERROR } = MedusaError.Types

/** What is authorized, and what of it is captured. No payment: it is authorized later, by the provider's word. */
export interface Authorized {
  readonly paymentId: string | null
  readonly captures: readonly CaptureRead[]
}

/** What our payment module offers beside the host's. */
interface LeanPayments {
  authorizeOnce?(asked: {
    sessionId: string
    amount: string
    currencyCode: string
    cartId: string
  }): Promise<Outcome<{ paymentId: string | null; status: "authorized" | "captured" | "pending" }, Refusal>>
}

/** Nobody knows whether money moved. The attempt stays open until the provider says so. */
export class PaymentUnknown extends Error {}

/**
 * Authorizes a session, once however often it is asked. No connection is held while the provider thinks.
 *
 * @throws PaymentUnknown when the provider's answer was lost
 * @throws MedusaError payment_requires_more_error, payment_authorization_error; as the host's step throws them
 */
export async function authorizePayment(
  container: MedusaContainer,
  cartId: string,
  session: SessionRead,
): Promise<Authorized> {
  const payments = container.resolve<IPaymentModuleService & LeanPayments>(Modules.PAYMENT)
  if (!payments.authorizeOnce) return authorizeByHost(payments, session.id)
  const { id: sessionId, amount, currency_code: currencyCode } = session
  const answer = await payments.authorizeOnce({ sessionId, amount, currencyCode, cartId })
  if (!answer.ok) throw errorOf(answer)
  const { paymentId, status } = answer.value
  if (status === "pending") return { paymentId: null, captures: [] }
  return { paymentId, captures: status === "captured" && paymentId ? await capturesOf(payments, paymentId) : [] }
}

function errorOf({ code, message }: Refusal): Error {
  switch (code) {
    case "payment_requires_action":
      return new MedusaError(PAYMENT_REQUIRES_MORE_ERROR, "More information is required for payment", code)
    case "payment_outcome_unknown":
      return new PaymentUnknown(message)
    case "payment_amount_differs":
      return new MedusaError(PAYMENT_AUTHORIZATION_ERROR, message, "checkout_total_changed")
    default:
      return new MedusaError(PAYMENT_AUTHORIZATION_ERROR, "Payment authorization failed", code)
  }
}

async function capturesOf(payments: IPaymentModuleService, paymentId: string): Promise<readonly CaptureRead[]> {
  const payment = await payments.retrievePayment(paymentId, { relations: ["captures"] })
  const captures = (payment.captures ?? []) as unknown as readonly {
    readonly id: string
    readonly amount: number
    readonly raw_amount?: { readonly value: string }
  }[]
  return captures.map(({ id, amount, raw_amount: raw }) => ({ id, amount: raw?.value ?? String(amount) }))
}

const WAITING: string = PaymentSessionStatus.PENDING_AUTHORIZATION
const ACTION: string = PaymentSessionStatus.REQUIRES_MORE

/** As the host's step authorize-payment-session does it, except that what the shopper has to do is told as such. */
async function authorizeByHost(payments: IPaymentModuleService, sessionId: string): Promise<Authorized> {
  let failure: unknown
  const payment = await payments.authorizePaymentSession(sessionId, {}).catch((error: unknown) => {
    failure = error
    return null
  })
  if (payment?.canceled_at) throw new MedusaError(PAYMENT_AUTHORIZATION_ERROR, USED_UP, "payment_session_gone")
  if (payment) return { paymentId: payment.id, captures: await capturesOf(payments, payment.id) }
  const kind = providerFailureOf(failure)?.kind
  if (kind === "indeterminate") throw new PaymentUnknown(failure instanceof Error ? failure.message : "No answer.")
  const session = await payments.retrievePaymentSession(sessionId)
  const { status }: { readonly status: string } = session
  if (status === WAITING) return { paymentId: null, captures: [] }
  if (status === ACTION || kind === "requires_action") {
    throw new MedusaError(PAYMENT_REQUIRES_MORE_ERROR, "More information is required for payment")
  }
  throw new MedusaError(PAYMENT_AUTHORIZATION_ERROR, "Payment authorization failed", "payment_declined")
}

const USED_UP = "The payment session was used and its money given back. Open a new one, and complete the cart again."

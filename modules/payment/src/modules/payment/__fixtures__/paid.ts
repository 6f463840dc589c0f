import { TEST_PROVIDER, type PaymentSuite } from "./payment-suite"

interface Opened {
  readonly amount?: string
  readonly currency?: string
  readonly data?: Record<string, unknown>
}

/** A session that a shopper opened, for this amount. */
export async function openedSession(
  { service }: Pick<PaymentSuite, "service">,
  { amount = "50.00", currency = "eur", data = {} }: Opened = {},
) {
  const { id: collectionId } = await service.createPaymentCollections({ currency_code: currency, amount })
  return anotherSession({ service }, { collectionId, amount, currencyCode: currency }, TEST_PROVIDER, data)
}

/** One more session for the same money. */
export async function anotherSession(
  { service }: Pick<PaymentSuite, "service">,
  of: { readonly collectionId: string; readonly amount: string; readonly currencyCode: string },
  providerId: string,
  data: Record<string, unknown> = {},
) {
  const { collectionId, amount, currencyCode } = of
  const session = await service.createPaymentSession(collectionId, {
    provider_id: providerId,
    currency_code: currencyCode,
    amount,
    data,
  })
  return { collectionId, sessionId: session.id, amount, currencyCode }
}

/** A payment that is authorized, for this amount. */
export async function authorizedPayment(suite: Pick<PaymentSuite, "service">, asked: Opened = {}) {
  const session = await openedSession(suite, asked)
  const answer = await suite.service.authorizeOnce(session)
  if (!answer.ok || answer.value.paymentId === null) throw new Error(JSON.stringify(answer))
  return { ...session, paymentId: answer.value.paymentId }
}

/** A payment of which everything was captured. */
export async function capturedPayment(suite: Pick<PaymentSuite, "service">, asked: Opened = {}) {
  const payment = await authorizedPayment(suite, asked)
  await suite.service.capturePayment({ payment_id: payment.paymentId })
  return payment
}

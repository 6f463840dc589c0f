import { TEST_PROVIDER, type PaymentSuite } from "./payment-suite"

/** A session that a shopper opened, for this amount. */
export async function openedSession(
  { service }: Pick<PaymentSuite, "service">,
  {
    amount = "50.00",
    currency = "eur",
    data = {},
  }: { amount?: string; currency?: string; data?: Record<string, unknown> } = {},
) {
  const collection = await service.createPaymentCollections({ currency_code: currency, amount })
  const session = await service.createPaymentSession(collection.id, {
    provider_id: TEST_PROVIDER,
    currency_code: currency,
    amount,
    data,
  })
  return { collectionId: collection.id, sessionId: session.id, amount, currencyCode: currency }
}

/** A payment that is authorized, for this amount. */
export async function authorizedPayment(
  suite: Pick<PaymentSuite, "service">,
  asked: Parameters<typeof openedSession>[1] = {},
) {
  const session = await openedSession(suite, asked)
  const answer = await suite.service.authorizeOnce(session)
  if (!answer.ok || answer.value.paymentId === null) throw new Error(JSON.stringify(answer))
  return { ...session, paymentId: answer.value.paymentId }
}

/** A payment of which everything was captured. */
export async function capturedPayment(
  suite: Pick<PaymentSuite, "service">,
  asked: Parameters<typeof openedSession>[1] = {},
) {
  const payment = await authorizedPayment(suite, asked)
  await suite.service.capturePayment({ payment_id: payment.paymentId })
  return payment
}

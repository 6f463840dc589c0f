/** What a route hands to the inbox when a provider called. */
export interface Webhook {
  readonly id: string
  readonly key: string
  readonly kind: string
  readonly occurredAt: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** One in so many comes twice, as providers send again what they believe was not taken. */
export const REPEATED = 10
const FROM = Date.UTC(2026, 10, 21)

/** A webhook about as long as Stripe's: three of a payment, each with 1,400 bytes. */
export function webhookOf(run: string, n: number): Webhook {
  const which = n % REPEATED === REPEATED - 1 ? n - 1 : n
  const payment = `pi_${run}_${Math.floor(which / 3)}`
  return {
    id: `evt_${run}_${which}`,
    key: payment,
    kind: "capture.confirmed",
    occurredAt: new Date(FROM + which).toISOString(),
    payload: {
      providerEvent: "payment_intent.succeeded",
      paymentReference: payment,
      sessionId: `payses_${run}_${which}`,
      amount: "129.90",
      currencyCode: "eur",
      data: { note: TEXT, risk: { level: "normal", score: which % 100 } },
    },
  }
}

const TEXT = "A payment intent says what became of a customer's money, in more words than anybody needs. ".repeat(13)

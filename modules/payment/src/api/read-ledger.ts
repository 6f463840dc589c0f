import type { MedusaContainer } from "@medusajs/framework/types"
import { moneyFromMedusa, type MedusaAmount } from "@holdfast/kernel"
import { collectionsOf } from "../workflows/money-links"
import { paymentsOf } from "../workflows/payments-of"

const minor = (amount: unknown, currencyCode: string): string => {
  const money = moneyFromMedusa((amount ?? 0) as MedusaAmount, currencyCode, "half_up")
  return money.ok ? money.value.amountMinor.toString() : "0"
}

interface Row {
  readonly amount: unknown
  readonly raw_amount?: unknown
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

const sum = (rows: readonly Row[], currencyCode: string, sure: boolean): string =>
  rows
    .filter(({ metadata }) => (metadata?.["confirmed"] !== false) === sure)
    .reduce((total, row) => total + BigInt(minor(row.raw_amount ?? row.amount, currencyCode)), 0n)
    .toString()

/** What an order's payments stand at, with each call to a provider, each warning and each dispute. Amounts are minor units as text. */
export async function readLedger(container: MedusaContainer, orderId: string) {
  const payments = paymentsOf(container)
  const collections = await collectionsOf(container, orderId)
  const sessions =
    collections.length === 0
      ? []
      : await payments.listPaymentSessions(
          { payment_collection_id: [...collections] },
          {
            relations: ["payment", "payment.captures", "payment.refunds"],
            order: { created_at: "ASC" },
          },
        )
  const sessionIds = sessions.map(({ id }) => id)
  const paymentIds = sessions.flatMap(({ payment }) => payment?.id ?? [])
  const asked = sessions.map(({ id, data, payment }) => ({ sessionId: id, data: payment?.data ?? data }))
  const [operations, disputes, outlooks] = await Promise.all([
    payments.operationsOf({ sessionIds, paymentIds }),
    payments.disputesOf({ paymentIds }),
    payments.trust.outlooks(asked, new Date()),
  ])
  return sessions.map((session) => {
    const { payment, currency_code: currency, data } = session
    const mine = operations.filter(
      ({ session_id: of, payment_id: paid }) => of === session.id || (paid !== null && paid === payment?.id),
    )
    const outlook = outlooks.get(session.id)
    const opened = mine.find(({ act, state }) => act === "authorize" && state === "confirmed")
    const captures = (payment?.captures ?? []) as unknown as readonly Row[]
    const refunds = (payment?.refunds ?? []) as unknown as readonly Row[]
    const open = payment ? !payment.canceled_at : false
    return {
      session_id: session.id,
      payment_id: payment?.id ?? null,
      provider_id: session.provider_id,
      provider_reference: opened?.provider_reference ?? textAt(data, "id"),
      status: session.status,
      currency_code: currency,
      amount_minor: minor((session as { raw_amount?: unknown }).raw_amount ?? session.amount, currency),
      captured_minor: sum(captures, currency, true),
      capture_requested_minor: sum(captures, currency, false),
      refunded_minor: sum(refunds, currency, true),
      refund_requested_minor: sum(refunds, currency, false),
      authorized_at: session.authorized_at ?? null,
      captured_at: payment?.captured_at ?? null,
      canceled_at: payment?.canceled_at ?? null,
      expires_at: outlook?.expiresAt ?? null,
      // Something can be captured, nothing is, and soon nothing can be any more.
      expires_soon: open && captures.length === 0 && outlook?.expiresSoon === true,
      operations: mine.map((operation) => ({
        id: operation.id,
        act: operation.act,
        state: operation.state,
        amount_minor: operation.amount_minor,
        confirmed_minor: operation.confirmed_minor,
        provider_reference: operation.provider_reference,
        code: operation.code,
        message: operation.message,
        attempts: operation.attempts,
        look_ups: operation.look_ups,
        created_at: operation.created_at,
        sent_at: operation.sent_at,
        settled_at: operation.settled_at,
        looked_up_at: operation.looked_up_at,
        next_look_up_at: operation.next_look_up_at,
      })),
      fraud_warnings: (outlook?.warnings ?? []).map(({ id, reference, reason, occurredAt }) => ({
        ...{ id, reference, reason },
        occurred_at: occurredAt,
      })),
      disputes: disputes.filter(({ payment_id: of }) => of !== null && of === payment?.id),
    }
  })
}

const textAt = (data: Readonly<Record<string, unknown>> | null | undefined, name: string): string | null => {
  const value = data?.[name]
  return typeof value === "string" ? value : null
}

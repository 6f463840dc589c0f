import type { SqlTx } from "@holdfast/kernel"

/** A payment, held until the transaction ends: what is moved of it is decided by one after the other. */
export interface LockedPayment {
  readonly id: string
  readonly provider_id: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly context: Readonly<Record<string, unknown>> | null
  readonly amount: string
  readonly currency_code: string
  readonly payment_collection_id: string
  readonly session_id: string | null
  readonly captured: boolean
  readonly canceled: boolean
}

const LOCK_PAYMENT = `
select p.id, p.provider_id, p.data, s.context, p.raw_amount->>'value' as amount, p.currency_code, p.payment_collection_id,
       p.payment_session_id as session_id, p.captured_at is not null as captured, p.canceled_at is not null as canceled
  from payment p left join payment_session s on s.id = p.payment_session_id
 where p.id = $1 and p.deleted_at is null for update of p`

export async function lockPayment(tx: SqlTx, paymentId: string): Promise<LockedPayment | null> {
  const [row] = await tx.query<LockedPayment>(LOCK_PAYMENT, [paymentId])
  return row ?? null
}

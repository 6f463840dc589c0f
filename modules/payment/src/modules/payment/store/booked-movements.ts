import type { SqlTx } from "@holdfast/kernel"

/** A capture or a refund as the order's own account should have it. Amounts are the host's decimals as text. */
export interface BookedMovement {
  readonly operation_id: string
  readonly row_id: string
  readonly act: "capture" | "refund"
  readonly amount: string
  readonly currency_code: string
  readonly payment_collection_id: string
  /** Whether the order's account has it. What nobody knows of, it does not have. */
  readonly wanted: boolean
  /** Whether nobody else books it any more. */
  readonly ours: boolean
  readonly credited: string | null
}

// What a caller heard the caller's own workflow books; after two minutes it is not going to any more.
const BOOKED_MOVEMENTS = `
select o.id as operation_id, r.id as row_id, r.act, trim_scale((r.raw_amount->>'value')::numeric)::text as amount,
       lower(p.currency_code) as currency_code, p.payment_collection_id,
       r.deleted_at is null and o.state in ('requested', 'confirmed') as wanted,
       coalesce(o.settled_by, 'answer') <> 'answer' or o.intent like 'provider:%'
         or coalesce(o.settled_at, o.created_at) < now() - interval '2 minutes' as ours,
       trim_scale(o.credited)::text as credited
  from payment p
  join (select id, payment_id, raw_amount, deleted_at, 'capture' as act from capture
        union all
        select id, payment_id, raw_amount, deleted_at, 'refund' from refund) r on r.payment_id = p.id
  join payment_operation o on o.payment_id = p.id and (o.capture_id = r.id or o.refund_id = r.id)
 where p.id = $1
 order by r.id`

export const bookedMovements = (tx: SqlTx, paymentId: string): Promise<readonly BookedMovement[]> =>
  tx.query<BookedMovement>(BOOKED_MOVEMENTS, [paymentId])

import type { SqlTx } from "@holdfast/kernel"
import type { AttemptStep } from "../domain/attempt"

// Whoever lost the lease does not go on. The order is looked for in a statement of its own: an attempt that began while
// another one ended could not see it before.
const ADVANCE = `
update checkout_attempt a
   set step = $3, steps = a.steps || $4::jsonb, lease_until = clock_timestamp() + $5 * interval '1 second',
       line_ids = coalesce($6::text[], a.line_ids), payment_session_id = coalesce($7, a.payment_session_id),
       total_minor = coalesce($8::numeric, a.total_minor), currency_code = coalesce($9, a.currency_code),
       payment_id = coalesce($10, a.payment_id)
 where a.id = $1 and a.lease_owner = $2 and a.state in ('open', 'stuck')
   and not exists (select from order_cart o where o.cart_id = a.cart_id and o.deleted_at is null)
returning a.id`

export interface Advance {
  readonly attemptId: string
  readonly owner: string
  readonly step: string
  readonly steps: readonly AttemptStep[]
  readonly leaseSeconds: number
  readonly lineIds?: readonly string[]
  readonly sessionId?: string | null
  readonly totalMinor?: string | null
  readonly currencyCode?: string
  readonly paymentId?: string
}

/** Journals what was done and what comes next. False: the attempt is somebody else's by now, or the order is there. */
export async function advanceAttempt(tx: SqlTx, to: Advance): Promise<boolean> {
  const rows = await tx.query(ADVANCE, [
    to.attemptId,
    to.owner,
    to.step,
    JSON.stringify(to.steps),
    to.leaseSeconds,
    to.lineIds ?? null,
    to.sessionId ?? null,
    to.totalMinor ?? null,
    to.currencyCode ?? null,
    to.paymentId ?? null,
  ])
  return rows.length > 0
}

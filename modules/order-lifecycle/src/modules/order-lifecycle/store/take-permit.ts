import type { SqlTx } from "@holdfast/kernel"

export interface PermitAsked {
  readonly orderId: string
  /** The line that was decided against; 0 for an order that has no state yet. */
  readonly sequence: number
  readonly transactionId: string
  readonly workflow: string
  readonly event: string | null
  readonly actor: object
  readonly leaseSeconds: number
  /** Not while an edit, a return, a claim or an exchange is being drawn up. */
  readonly unlessChanging: boolean
}

const OPEN_CHANGE = `
select c.id, coalesce(c.change_type, 'change') as type from order_change c
 where c.order_id = $1 and c.status in ('pending', 'requested') and c.deleted_at is null limit 1`

// An order that moved on since it was read is decided again, and one that somebody holds is waited for.
const TAKE_PERMIT = `
with held as (
  update order_lifecycle_order set run = $3
   where order_id = $1 and sequence = $2 and run is null
     and not exists (select from order_lifecycle_permit where order_id = $1)
     and not ($8 and exists (${OPEN_CHANGE}))
  returning order_id
)
insert into order_lifecycle_permit (order_id, transaction_id, workflow, event, actor, lease_until)
select order_id, $3, $4, $5, $6::jsonb, now() + $7 * interval '1 second' from held
returning order_id`

/** Whether the run may now change the order, and nobody else may. */
export async function takePermit(tx: SqlTx, asked: PermitAsked): Promise<boolean> {
  const { orderId, sequence, transactionId, workflow, event, actor, leaseSeconds, unlessChanging } = asked
  const taken = await tx.query(TAKE_PERMIT, [
    orderId,
    sequence,
    transactionId,
    workflow,
    event,
    JSON.stringify(actor),
    leaseSeconds,
    unlessChanging,
  ])
  return taken.length > 0
}

/** What is being drawn up for an order, if anything. */
export async function openChange(
  tx: SqlTx,
  orderId: string,
): Promise<{ readonly id: string; readonly type: string } | null> {
  const [change] = await tx.query<{ id: string; type: string }>(OPEN_CHANGE, [orderId])
  return change ?? null
}

/** A run that takes longer than its lease says so again and again. */
export const renewPermits = (tx: SqlTx, transactionId: string, leaseSeconds: number) =>
  tx.query(
    `update order_lifecycle_permit set lease_until = now() + $2 * interval '1 second' where transaction_id = $1`,
    [transactionId, leaseSeconds],
  )

/** The orders whose run has not been heard of since its lease ended, oldest first. */
export async function lapsedPermits(tx: SqlTx, limit: number) {
  return tx.query<{ order_id: string; transaction_id: string }>(
    `select order_id, transaction_id from order_lifecycle_permit where lease_until < now() order by lease_until limit $1`,
    [limit],
  )
}

export const heldOrders = async (tx: SqlTx, transactionId: string): Promise<readonly string[]> =>
  (
    await tx.query<{ order_id: string }>(
      `select order_id from order_lifecycle_permit where transaction_id = $1 order by order_id`,
      [transactionId],
    )
  ).map((row) => row.order_id)

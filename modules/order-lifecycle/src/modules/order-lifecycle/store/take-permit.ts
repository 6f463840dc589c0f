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

// The order was the gone run's alone, so what changed since it began is what it did: refunds that are on the order's account
// make the order cheaper by what they give back beyond what was owed before.
const CARRY_ON = `
with gone as (
  select p.order_id, p.event, p.actor, p.since, o.sequence
    from order_lifecycle_permit p join order_lifecycle_order o using (order_id)
   where p.order_id = $1 and p.transaction_id = $2 and p.lease_until < now()
), before as (
  select s.version, coalesce((s.totals->>'current_order_total')::numeric, 0) as total
    from gone join order_summary s using (order_id) where s.created_at < gone.since
   order by s.version desc limit 1
), account as (
  select coalesce(-sum(t.amount) filter (where t.reference = 'refund' and t.created_at >= gone.since), 0) as given,
         array_agg(t.reference_id) filter (where t.reference = 'refund' and t.created_at >= gone.since) as refunds,
         coalesce(sum(t.amount) filter (where t.created_at < gone.since), 0) as kept
    from gone left join order_transaction t on t.order_id = gone.order_id and t.deleted_at is null
), credited as (
  select coalesce(sum(c.amount) filter (where c.version = o.version), 0)
         - coalesce(sum(c.amount) filter (where c.version = (select version from before)), 0) as since
    from gone join "order" o on o.id = gone.order_id
    left join order_credit_line c on c.order_id = o.id and c.deleted_at is null
), left_over as (
  select case when gone.event = 'order.canceled' then 'finish_cancellation'
              when credit.missing > 0 or exists (
                select from order_change c
                 where c.order_id = gone.order_id and c.change_type = 'credit_line' and c.status = 'pending'
                   and c.created_at >= gone.since and c.deleted_at is null) then 'finish_refund' end as effect,
         credit.missing, credit.refunds
    from gone, (
      select greatest(given - greatest(kept - (select total from before), 0) - credited.since, 0) as missing, refunds
        from account, credited where given > 0
      union all select 0, null from account where given <= 0) credit
)
insert into order_lifecycle_effect (order_id, sequence, effect, facts)
select order_id, sequence, effect,
       jsonb_strip_nulls(jsonb_build_object(
         'actor_type', actor->>'type', 'actor_id', actor->>'id', 'since', since, 'credit', trim_scale(missing)::text,
         'refund', case when cardinality(refunds) = 1 then refunds[1] end))
  from gone, left_over where effect is not null
on conflict do nothing`

/**
 * Leaves to be done what a run whose process is gone must not leave half done. A cancellation gives back the money and
 * the stock before the host says that the order is canceled, so it is finished. A refund makes the order cheaper by a
 * change that the host draws up and confirms in one go: one that nobody made is made, and one that nobody will confirm
 * any more is dropped first, since it would keep the order from every other.
 */
export const carryOn = (tx: SqlTx, orderId: string, transactionId: string) =>
  tx.query(CARRY_ON, [orderId, transactionId])

export const heldOrders = async (tx: SqlTx, transactionId: string): Promise<readonly string[]> =>
  (
    await tx.query<{ order_id: string }>(
      `select order_id from order_lifecycle_permit where transaction_id = $1 order by order_id`,
      [transactionId],
    )
  ).map((row) => row.order_id)

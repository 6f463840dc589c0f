import { outboxInsert, type SqlTx } from "@holdfast/kernel"
import { refusalInsert, type RefusalToLog } from "./refusals"

/** An order as it is after the lines that are appended. */
export interface OrderAfter {
  readonly orderId: string
  /** The line it was decided against; 0 for an order's first. */
  readonly fromSequence: number
  readonly machine: string
  readonly state: string
  readonly axes: object
  readonly facts: object
  readonly sequence: number
  readonly headHash: string
  /** The run whose permit ends with it; null for an event of its own. */
  readonly transactionId: string | null
}

export interface LineToAppend {
  readonly order_id: string
  readonly sequence: number
  readonly event_id: string
  readonly event: string
  readonly from_state: string
  readonly to_state: string
  readonly noop: boolean
  readonly facts: object
  readonly answers: object | null
  readonly effects: readonly string[]
  readonly actor: object
  readonly links: object
  readonly machine: string
  readonly at: string
  readonly hash: string
}

export interface EventToTell {
  readonly order_id: string
  readonly id: string
  readonly name: string
  readonly data: string
  readonly aggregate_id: string
  readonly place: number
}

// Rows lock in the order of their ids, so two batches cannot deadlock. Whoever decided against an older line, or while
// somebody else holds the order, does not write.
const APPEND = `
with after as (
  select * from jsonb_to_recordset($1::jsonb) as t (
    order_id text, from_sequence int, machine text, state text, axes jsonb, facts jsonb, sequence int, head_hash text, run text)
), kept as (
  select o.order_id from order_lifecycle_order o join after using (order_id)
   where after.from_sequence > 0 order by o.order_id for update of o
), moved as (
  update order_lifecycle_order o
     set machine = after.machine, state = after.state, axes = after.axes, facts = after.facts,
         sequence = after.sequence, head_hash = after.head_hash, run = null, updated_at = now()
    from after
   where o.order_id = after.order_id and o.sequence = after.from_sequence and o.run is not distinct from after.run
     and o.order_id in (select order_id from kept)
     and not exists (select from order_lifecycle_permit p
                      where p.order_id = o.order_id and p.transaction_id is distinct from after.run)
  returning o.order_id
), made as (
  insert into order_lifecycle_order (order_id, machine, state, axes, facts, sequence, head_hash)
  select order_id, machine, state, axes, facts, sequence, head_hash from after
   where from_sequence = 0 order by order_id
  on conflict (order_id) do nothing
  returning order_id
), written as (
  select order_id from moved union all select order_id from made
), told_lines as (
  select * from jsonb_to_recordset($2::jsonb) as l (
    order_id text, sequence int, event_id text, event text, from_state text, to_state text, noop boolean, facts jsonb,
    answers jsonb, effects text[], actor jsonb, links jsonb, machine text, at timestamptz, hash text)
   where l.order_id in (select order_id from written)
), line as (
  insert into order_lifecycle_transition
    (order_id, sequence, event_id, event, from_state, to_state, noop, facts, answers, effects, actor, links, machine, at, hash)
  select order_id, sequence, event_id, event, from_state, to_state, noop, facts, answers, effects, actor, links, machine, at, hash
    from told_lines
), due as (
  insert into order_lifecycle_effect (order_id, sequence, effect, facts)
  select l.order_id, l.sequence, l.effect, l.facts
    from jsonb_to_recordset($3::jsonb) as l (order_id text, sequence int, effect text, facts jsonb)
   where l.order_id in (select order_id from written)
), told as (
  ${outboxInsert(`(
    select e.* from jsonb_to_recordset($4::jsonb) as e (order_id text, id text, name text, data text, aggregate_id text, place int)
     where e.order_id in (select order_id from written))`)}
), released as (
  delete from order_lifecycle_permit p using after
   where p.order_id = after.order_id and p.transaction_id = after.run
     and p.order_id in (select order_id from written)
), arrived as (
  delete from order_lifecycle_waiting w using told_lines l where w.order_id = l.order_id and w.event_id = l.event_id
), refused as (
  ${refusalInsert("$5")}
)
select written.order_id, exists (select from order_lifecycle_waiting w where w.order_id = written.order_id) as waits
  from written`

export interface Appended {
  readonly written: ReadonlySet<string>
  /** Of those that were written: events wait for them. */
  readonly waiting: readonly string[]
}

/**
 * Writes each order with its lines, or nothing of it. An event that waited does not wait any more when its line is there.
 *
 * @param refusals of other orders, logged with the same commit
 */
export async function appendTransitions(
  tx: SqlTx,
  orders: readonly OrderAfter[],
  lines: readonly LineToAppend[],
  effects: readonly { order_id: string; sequence: number; effect: string; facts: object }[],
  events: readonly EventToTell[],
  refusals: readonly RefusalToLog[] = [],
): Promise<Appended> {
  if (orders.length === 0 && refusals.length === 0) return { written: new Set(), waiting: [] }
  const rows = await tx.query<{ order_id: string; waits: boolean }>(APPEND, [
    JSON.stringify(
      orders.map((order) => ({
        order_id: order.orderId,
        from_sequence: order.fromSequence,
        machine: order.machine,
        state: order.state,
        axes: order.axes,
        facts: order.facts,
        sequence: order.sequence,
        head_hash: order.headHash,
        run: order.transactionId,
      })),
    ),
    JSON.stringify(lines),
    JSON.stringify(effects),
    JSON.stringify(events),
    JSON.stringify(refusals),
  ])
  return {
    written: new Set(rows.map((row) => row.order_id)),
    waiting: rows.filter(({ waits }) => waits).map((row) => row.order_id),
  }
}

/** A run that changed nothing gives its permits back. */
export const dropPermits = (tx: SqlTx, orderIds: readonly string[], transactionId: string) =>
  tx.query(
    `with free as (
       update order_lifecycle_order set run = null where order_id = any($1::text[]) and run = $2
     )
     delete from order_lifecycle_permit where order_id = any($1::text[]) and transaction_id = $2`,
    [orderIds, transactionId],
  )

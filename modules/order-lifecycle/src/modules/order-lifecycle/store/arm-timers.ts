import type { SqlTx } from "@holdfast/kernel"

// Counted from when it was last said, by the database's clock. A timer that has fired stays, so nobody arms it twice.
const ARM_TIMERS = `
insert into order_lifecycle_timer (id, order_id, event, due_at)
select o.order_id || ':' || $1 || ':' || said.sequence, o.order_id, $1, said.at + $4::double precision * interval '1 hour'
  from order_lifecycle_order o
 cross join lateral (select t.sequence, t.at from order_lifecycle_transition t
                      where t.order_id = o.order_id and t.event = $3 order by t.sequence desc limit 1) said
 where o.state = $2
   and not exists (select from order_lifecycle_timer timer where timer.id = o.order_id || ':' || $1 || ':' || said.sequence)
on conflict (id) do nothing`

export interface TimerRule {
  /** What is sent when the time has come. An order that has moved on takes it for overtaken. */
  readonly event: string
  /** The published state of the orders that it is for. */
  readonly state: string
  /** What the time is counted from. */
  readonly since: string
  readonly hours: number
}

/** Sets the timers of orders that have none yet. */
export const armTimers = (tx: SqlTx, { event, state, since, hours }: TimerRule) =>
  tx.query(ARM_TIMERS, [event, state, since, hours])

import type { SqlTx } from "@holdfast/kernel"

const DROP_OVERTAKEN_TIMERS = `
delete from order_lifecycle_timer timer
 where timer.fired_at is null and timer.event = $1 and timer.id like timer.order_id || ':' || $1 || ':%'
   and exists (select from order_lifecycle_transition t
                where t.order_id = timer.order_id and t.event = $2 and not t.noop
                  and t.sequence > case when timer.id ~ ':[0-9]{1,9}$' then split_part(timer.id, ':', -1)::int end)`

/**
 * Takes away the timers of what was said again since: a review that was opened anew has its whole time, and not what was
 * left of the one before.
 */
export const dropOvertakenTimers = (tx: SqlTx, { event, since }: { readonly event: string; readonly since: string }) =>
  tx.query(DROP_OVERTAKEN_TIMERS, [event, since])

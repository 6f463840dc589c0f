import type { SqlTx } from "@holdfast/kernel"

// Found by the line that opened the review, of which there are few: the orders are many.
const ARM_REVIEW_TIMERS = `
insert into order_lifecycle_timer (id, order_id, event, due_at)
select said.order_id || ':review.timed_out:' || said.sequence, said.order_id, 'review.timed_out',
       said.at + $1::double precision * interval '1 hour'
  from (select distinct on (t.order_id) t.order_id, t.sequence, t.at from order_lifecycle_transition t
         where t.event = 'review.opened' and not t.noop order by t.order_id, t.sequence desc) said
  join order_lifecycle_order o using (order_id)
 where o.axes ->> 'review' = 'open'
   and not exists (select from order_lifecycle_timer timer
                    where timer.id = said.order_id || ':review.timed_out:' || said.sequence)
on conflict (id) do nothing`

/** Sets the timers of open reviews that have none yet, counted from when they were opened. */
export const armReviewTimers = (tx: SqlTx, hours: number) => tx.query(ARM_REVIEW_TIMERS, [hours])

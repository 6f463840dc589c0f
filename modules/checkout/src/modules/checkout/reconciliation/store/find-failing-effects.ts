import type { BreakFinder } from "./break-finder"

/** What an order's state, or who did not come to an end, left to be done, and what has failed three times since. */
export const failingEffects: BreakFinder = {
  kind: "effect_failing",
  table: "order_lifecycle_effect",
  sql: `
select e.order_id || ':' || e.sequence || ':' || e.effect as subject_id, e.order_id, null as cart_id, null as amount,
       null as amount_minor, null as currency_code, coalesce(t.at, e.next_try_at) as since,
       jsonb_build_object('effect', e.effect, 'message', e.last_error, 'tries', e.attempts, 'next_try_at', e.next_try_at) as facts
  from order_lifecycle_effect e
  left join order_lifecycle_transition t using (order_id, sequence)
 where e.done_at is null and e.last_error is not null and e.attempts >= 3
   and coalesce(t.at, e.next_try_at) < now() - $1 * interval '1 second'
 order by since limit $2`,
}

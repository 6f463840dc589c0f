import type { BreakFinder } from "./break-finder"

/** Attempts that nobody has worked on for a while: each is finished or undone. */
export const interruptedAttempts: BreakFinder = {
  kind: "attempt_interrupted",
  sql: `
select a.id as subject_id, null as order_id, a.cart_id, null as amount, a.total_minor::text as amount_minor, a.currency_code,
       jsonb_build_object('step', a.step, 'state', a.state, 'tries', a.tries) as facts, a.started_at as since
  from checkout_attempt a
 where a.state in ('open', 'stuck') and a.lease_until < now() - $1 * interval '1 second'
 order by a.lease_until limit $2`,
}

import type { BreakFinder } from "./break-finder"

/** Orders that somebody began to change and never ended. */
export const leftPermits: BreakFinder = {
  kind: "permit_left",
  table: "order_lifecycle_permit",
  sql: `
select p.order_id as subject_id, p.order_id, null as cart_id, null as amount, null as amount_minor, null as currency_code,
       jsonb_build_object('lease_until', p.lease_until) as facts, p.lease_until as since
  from order_lifecycle_permit p
 where p.lease_until < now() - $1 * interval '1 second'
 order by p.lease_until limit $2`,
}

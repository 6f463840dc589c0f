import type { BreakFinder } from "./break-finder"

/** What the nightly replay found. */
export const lifecycleDifferences: BreakFinder = {
  kind: "lifecycle_differs",
  table: "order_lifecycle_difference",
  sql: `
select d.order_id || ' ' || d.kind as subject_id, d.order_id, null as cart_id, null as amount, null as amount_minor, null as currency_code,
       jsonb_build_object('kind', d.kind, 'found', d.found, 'expected', d.expected) as facts, d.at as since
  from order_lifecycle_difference d
 where d.resolved_at is null and d.at < now() - $1 * interval '1 second'
 order by d.at limit $2`,
}

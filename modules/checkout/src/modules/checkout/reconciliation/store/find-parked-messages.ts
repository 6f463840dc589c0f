import type { BreakFinder } from "./break-finder"

/** Webhooks that were set aside. */
export const parkedMessages: BreakFinder = {
  kind: "message_parked",
  table: "message_log_inbox",
  sql: `
select m.id as subject_id, null as order_id, null as cart_id, null as amount, null as amount_minor, null as currency_code,
       jsonb_build_object('source', m.source, 'kind', m.kind, 'reason', m.reason) as facts, m.received_at as since
  from message_log_inbox m
 where m.state = 'parked' and m.received_at < now() - $1 * interval '1 second'
 order by m.received_at limit $2`,
}

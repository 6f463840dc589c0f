import type { BreakFinder } from "./break-finder"

/**
 * Lines of settlement reports that the shop's payments do not bear out and nobody has accepted. They are compared again at
 * each look, so that a capture that is confirmed later ends what was said of it.
 */
export const settlementDifferences: BreakFinder = {
  kind: "settlement_differs",
  table: "payment_settlement_difference",
  sql: `
select d.id as subject_id, about.order_id, null as cart_id, null as amount, d.amount_minor::text as amount_minor, d.currency_code,
       jsonb_build_object('provider_id', d.provider_id, 'report', d.report, 'line', d.line, 'act', d.act, 'reference', d.reference,
                          'payment_reference', d.payment_reference, 'code', d.code, 'message', d.message) as facts,
       d.found_at as since
  from payment_settlement_difference d
  left join lateral (
    select l.order_id from payment_operation o
      join payment p on p.id = o.payment_id
      join order_payment_collection l on l.payment_collection_id = p.payment_collection_id and l.deleted_at is null
     where o.provider_id = d.provider_id and o.provider_reference in (d.reference, d.payment_reference) limit 1) about on true
 cross join lateral (
   select exists (
     select from (
       select o.* from payment_operation o
        where o.provider_id = d.provider_id and o.provider_reference = d.reference and o.act = d.act
        union all
       -- The capture that came with its authorization has the provider's name of it, or only that of its payment.
       select o.* from payment_operation o
        where o.provider_id = d.provider_id and o.movement_reference = d.reference
          and o.act = 'authorize' and o.capture_id is not null and d.act = 'capture'
        union all
       select o.* from payment_operation o
        where o.provider_id = d.provider_id and o.provider_reference in (d.reference, d.payment_reference)
          and o.act = 'authorize' and o.capture_id is not null and o.movement_reference is null and d.act = 'capture') o
      where o.state = 'confirmed'
        and (not d.moved or (coalesce(o.confirmed_minor, o.amount_minor) = d.amount_minor
                             and lower(o.currency_code) = d.currency_code)))
      or exists (
     select from (
       select f.*, row_number() over (partition by f.kind order by f.occurred_at, f.id) as nth
         from payment_fact f
        where f.provider_id = d.provider_id collate "C" and f.reference = d.reference
          and f.kind in ('dispute.funds_withdrawn', 'dispute.funds_returned') and f.amount is not null) told
      where told.amount::numeric = d.amount and lower(told.currency_code) = d.currency_code
        and d.act = case when told.kind = 'dispute.funds_returned' then 'chargeback_reversal' when told.nth = 1 then 'chargeback'
                         else 'second_chargeback' end) as there) recorded
 where d.accepted_at is null and d.found_at < now() - $1 * interval '1 second'
   and (d.code = 'settlement_repeated' or recorded.there <> d.moved)
 order by d.found_at limit $2`,
}

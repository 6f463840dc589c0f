import type { BreakFinder } from "./break-finder"

/** Promotions with a limit whose count lies outside what their orders can explain. A canceled order may or may not have given its use back. */
export const differingPromotionUses: BreakFinder = {
  kind: "promotion_uses_differ",
  sql: `
select p.id as subject_id, null as order_id, null as cart_id, null as amount, null as amount_minor, null as currency_code,
       jsonb_build_object('code', p.code, 'counted', p.used, 'orders', uses.standing, 'orders_with_canceled', uses.everything) as facts,
       p.updated_at as since
  from promotion p
 cross join lateral (
   select count(*) filter (where o.canceled_at is null) as standing,
          count(*) + (select count(*) from checkout_attempt a where a.state in ('open', 'stuck') and a.uses_registered) as everything
     from order_promotion l join "order" o on o.id = l.order_id and o.deleted_at is null and not o.is_draft_order
    where l.promotion_id = p.id and l.deleted_at is null) uses
 where p."limit" is not null and p.deleted_at is null and p.updated_at < now() - $1 * interval '1 second'
   and not p.used between uses.standing and uses.everything
 order by p.updated_at limit $2`,
}

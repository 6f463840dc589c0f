import type { SqlTx } from "@holdfast/kernel"

const LEVELS = `
select i.sku, s.item_id, s.location_id, trim_scale(s.safety_stock)::text as safety_stock
  from atp_stock_level s join inventory_item i on i.id = s.item_id and i.deleted_at is null
 order by i.sku nulls last, s.item_id, s.location_id`
const POLICIES = `
select i.sku, i.id as item_id, p.decimals::text, p.lead_time_days::text, trim_scale(p.backorder_limit)::text as backorder_limit,
       trim_scale(p.preorder_cap)::text as preorder_cap, p.preorder_release_day::text
  from inventory_item i left join atp_item_policy p on p.item_id = i.id
 where i.deleted_at is null order by i.sku nulls last, i.id`
const RECEIPTS = `
select r.id, i.sku, r.item_id, r.location_id, trim_scale(r.quantity)::text as quantity, r.expected_day::text, r.reference, r.note
  from atp_receipt r join inventory_item i on i.id = r.item_id and i.deleted_at is null
 where r.state = 'open' order by r.expected_day, r.id`

export type ExportRow = Readonly<Record<string, string | null>>

export const exportSafetyStock = (tx: SqlTx) => tx.query<ExportRow>(LEVELS, [])
/** Every item, so that a merchant fills in the ones that have no policy yet. */
export const exportItemPolicies = (tx: SqlTx) => tx.query<ExportRow>(POLICIES, [])
export const exportOpenReceipts = (tx: SqlTx) => tx.query<ExportRow>(RECEIPTS, [])

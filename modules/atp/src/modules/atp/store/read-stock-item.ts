import type { SqlTx } from "@holdfast/kernel"

/** An item's own policy; null where it has none of the kind. */
export interface StockItemPolicy {
  readonly itemId: string
  readonly decimals: number | null
  readonly leadTimeDays: number | null
  readonly backorderLimit: number | null
  readonly preorderCap: number | null
  readonly preorderReleaseDay: string | null
}

export interface StockItem {
  readonly id: string
  readonly sku: string | null
  readonly title: string | null
  readonly unitOfMeasure: string | null
  readonly policy: StockItemPolicy | null
}

const READ_ITEM = `
select i.id, i.sku, i.title, i.unit_of_measure as "unitOfMeasure",
       (select jsonb_build_object(
          'itemId', p.item_id, 'decimals', p.decimals, 'leadTimeDays', p.lead_time_days, 'backorderLimit', p.backorder_limit,
          'preorderCap', p.preorder_cap, 'preorderReleaseDay', p.preorder_release_day)
          from atp_item_policy p where p.item_id = i.id) as policy
  from inventory_item i where i.id = $1 and i.deleted_at is null`

/** An item with its policy; null when there is none of this id. */
export async function readStockItem(tx: SqlTx, itemId: string): Promise<StockItem | null> {
  const [row] = await tx.query<StockItem>(READ_ITEM, [itemId])
  return row ?? null
}

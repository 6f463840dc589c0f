import type { SqlTx } from "@holdfast/kernel"

const RESOLVE = `
select i.id, i.sku from inventory_item i
 where i.deleted_at is null and (i.id = any ($1::text[]) or i.sku = any ($2::text[]))`

/** Items by id or by SKU. */
export function resolveItems(
  tx: SqlTx,
  ids: readonly string[],
  skus: readonly string[],
): Promise<readonly { readonly id: string; readonly sku: string | null }[]> {
  return tx.query(RESOLVE, [ids, skus])
}

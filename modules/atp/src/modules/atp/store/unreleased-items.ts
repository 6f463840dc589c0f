import type { SqlTx } from "@holdfast/kernel"

/** Which of these items may not be handed out before a day that is still to come. */
export async function unreleasedItems(tx: SqlTx, itemIds: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ item_id: string }>(
    `select item_id from atp_item_policy where item_id = any ($1::text[]) and preorder_release_day > current_date`,
    [itemIds],
  )
  return rows.map((row) => row.item_id)
}

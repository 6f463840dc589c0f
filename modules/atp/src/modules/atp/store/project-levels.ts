import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey } from "../domain/stock-level"

const PROJECT = `select atp_project($1::text[], $2::text[], $3) as projected`

/** Shows levels where the host reads them. Without keys: whatever is stale, up to `limit`. Answers how many it took. */
export async function projectLevels(tx: SqlTx, keys: readonly LevelKey[] | null, limit = 5_000): Promise<number> {
  const [row] = await tx.query<{ projected: number }>(PROJECT, [
    keys?.map((key) => key.itemId) ?? null,
    keys?.map((key) => key.locationId) ?? null,
    limit,
  ])
  return row?.projected ?? 0
}

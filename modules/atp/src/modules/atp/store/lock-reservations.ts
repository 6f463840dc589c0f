import type { SqlTx } from "@holdfast/kernel"

/** What reservations are found by. */
export type ReservationFilter = {
  readonly by: "id" | "line_item_id" | "location_id"
  readonly among: readonly string[]
}

const lockBy = (column: ReservationFilter["by"]) => `
select id, deleted_at is null as live from reservation_item where ${column} = any ($1::text[]) order by id for update`

/**
 * Locks reservations until the transaction ends, and answers those that are live and those that were deleted. Taken
 * after a hold's lock and before any level: two acts on one reservation follow one another, and the second reads what
 * the first has left.
 */
export async function lockReservations(
  tx: SqlTx,
  { by, among }: ReservationFilter,
): Promise<{ readonly live: readonly string[]; readonly deleted: readonly string[] }> {
  const rows = await tx.query<{ id: string; live: boolean }>(lockBy(by), [among])
  return {
    live: rows.filter((row) => row.live).map((row) => row.id),
    deleted: rows.filter((row) => !row.live).map((row) => row.id),
  }
}

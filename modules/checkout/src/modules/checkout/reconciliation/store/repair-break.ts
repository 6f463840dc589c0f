import type { SqlTx } from "@holdfast/kernel"

/** The first admin's word, where a second has to agree. False: somebody has asked already, or it is put right. */
export async function askForRepair(tx: SqlTx, id: string, by: string): Promise<boolean> {
  const rows = await tx.query(
    `update checkout_break set asked_by = $2, asked_at = now()
      where id = $1 and resolved_at is null and asked_by is null returning id`,
    [id, by],
  )
  return rows.length > 0
}

/** The first admin thought better of it. */
export const withdrawRepair = (tx: SqlTx, id: string) =>
  tx.query("update checkout_break set asked_by = null, asked_at = null where id = $1 and resolved_at is null", [id])

/** How a repair went: `failure` null when it was carried out. Whether it helped is seen at the next look. */
export const noteRepair = (tx: SqlTx, id: string, by: string, failure: string | null) =>
  tx.query(
    `update checkout_break set repaired_by = $2, repaired_at = now(), failure = $3, tries = tries + 1,
            asked_by = null, asked_at = null where id = $1`,
    [id, by, failure],
  )

import type { SqlTx } from "@holdfast/kernel"

/** Removes up to `limit` lapsed holds and answers how many there were. */
export async function sweepHolds(tx: SqlTx, limit: number): Promise<number> {
  const [row] = await tx.query<{ swept: string }>(`select atp_sweep($1) as swept`, [limit])
  return Number(row?.swept ?? 0)
}

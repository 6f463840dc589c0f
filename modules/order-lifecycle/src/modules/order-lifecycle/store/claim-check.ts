import type { SqlTx } from "@holdfast/kernel"

/** Whether nobody else checks at this moment; held until the transaction ends. */
export async function claimCheck(tx: SqlTx): Promise<boolean> {
  const [lock] = await tx.query<{ free: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('order_lifecycle_check')) as free",
    [],
  )
  return lock?.free === true
}

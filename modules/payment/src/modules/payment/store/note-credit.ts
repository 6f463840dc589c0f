import type { SqlTx } from "@holdfast/kernel"

const NOTE_CREDIT = `
update payment_operation set credited = $2::numeric
 where act = 'refund' and refund_id = $1 and credited is distinct from $2::numeric`

/** By how much the order was made cheaper for a refund. */
export async function noteCredit(tx: SqlTx, refundId: string, amount: string | null): Promise<void> {
  await tx.query(NOTE_CREDIT, [refundId, amount])
}

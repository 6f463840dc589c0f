import type { SqlTx } from "@holdfast/kernel"

const RECORD = `
insert into atp_decision (hold_id, decision) values ($1, $2::jsonb)
on conflict (hold_id) do update set decision = excluded.decision, decided_at = now()`

/** Keeps why a holder's units come from where they do; the last decision counts. */
export async function recordDecision(tx: SqlTx, holdId: string, decision: unknown): Promise<void> {
  await tx.query(RECORD, [holdId, JSON.stringify(decision)])
}

/** The last decision for a holder, as it was recorded. */
export async function readDecision(
  tx: SqlTx,
  holdId: string,
): Promise<{ readonly decision: unknown; readonly decided_at: Date } | null> {
  const [row] = await tx.query<{ decision: unknown; decided_at: Date }>(
    `select decision, decided_at from atp_decision where hold_id = $1`,
    [holdId],
  )
  return row ?? null
}

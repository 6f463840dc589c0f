import type { ProviderFact, SqlTx } from "@holdfast/kernel"

const KEEP_FACT = `
insert into payment_fact (provider_id, id, session_id, kind, provider_event, occurred_at, reference, act_key, amount,
                          currency_code, reason, due_at, data)
values ($1, $2, $3, $4, $5, $6::timestamptz, $7, $8, $9, $10, $11, $12::timestamptz, $13::jsonb)
on conflict (provider_id, id) do nothing
returning id`

/** Whether it is told for the first time. */
export async function keepFact(tx: SqlTx, providerId: string, sessionId: string, fact: ProviderFact): Promise<boolean> {
  const rows = await tx.query(KEEP_FACT, [
    providerId,
    fact.id,
    sessionId,
    fact.kind,
    fact.providerEvent,
    fact.occurredAt,
    fact.reference,
    fact.actKey,
    fact.amount,
    fact.currencyCode,
    fact.reason,
    fact.dueAt,
    JSON.stringify(fact.data),
  ])
  return rows.length > 0
}

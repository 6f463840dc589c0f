import type { SqlTx } from "@holdfast/kernel"
import type { PaymentFact } from "../domain/fact-picture"

const READ_FACTS = `
select id, kind, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt", reference,
       act_key as "actKey", amount, reason,
       to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"
  from payment_fact where session_id = $1 order by occurred_at, id`

/** All that was told of a session and what became of it. */
export const readFacts = (tx: SqlTx, sessionId: string): Promise<readonly PaymentFact[]> =>
  tx.query<PaymentFact>(READ_FACTS, [sessionId])

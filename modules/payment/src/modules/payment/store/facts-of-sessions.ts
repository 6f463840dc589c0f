import type { ProviderFactKind, SqlTx } from "@holdfast/kernel"

/** What a provider told of a session. Times are ISO 8601 in UTC. */
export interface SessionFact {
  readonly sessionId: string
  readonly id: string
  readonly kind: ProviderFactKind
  readonly occurredAt: string
  readonly reference: string | null
  readonly reason: string | null
  readonly dueAt: string | null
  readonly advisory: boolean
}

const FACTS_OF_SESSIONS = `
select session_id as "sessionId", id, kind, reference, reason,
       to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt",
       to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt",
       coalesce(data -> 'advisory' = 'true'::jsonb, false) as advisory
  from payment_fact where session_id = any($1::text[]) order by occurred_at, id`

/** All that providers told of sessions, the oldest first. */
export const factsOfSessions = (tx: SqlTx, sessionIds: readonly string[]): Promise<readonly SessionFact[]> =>
  tx.query<SessionFact>(FACTS_OF_SESSIONS, [sessionIds])

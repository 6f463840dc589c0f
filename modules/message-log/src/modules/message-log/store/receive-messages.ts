import type { SqlTx } from "@holdfast/kernel"
import type { CheckedMessage } from "../domain/checked-messages"

// Rows go in by what makes them unique, so two statements with the same messages cannot deadlock. What is there already
// is left as it is, without a write.
const RECEIVE_MESSAGES = `
insert into message_log_inbox (id, source, message_id, key, kind, occurred_at, payload)
select m.id, m.source, m.message_id, m.key, m.kind, m.occurred_at, m.payload
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
    as m (id, source, message_id, key, kind, occurred_at, payload)
 order by m.source, m.message_id, m.id
on conflict (source, message_id) do nothing
returning id`

export type MessageToReceive = CheckedMessage & { readonly inboxId: string; readonly source: string }

/** Keeps each message that is not there yet, and answers which of these are new, by our own ids. */
export async function receiveMessages(tx: SqlTx, messages: readonly MessageToReceive[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(RECEIVE_MESSAGES, [
    messages.map(({ inboxId }) => inboxId),
    messages.map(({ source }) => source),
    messages.map(({ id }) => id),
    messages.map(({ key }) => key),
    messages.map(({ kind }) => kind),
    messages.map(({ occurredAt }) => occurredAt),
    messages.map(({ json }) => json),
  ])
  return new Set(rows.map(({ id }) => id))
}

import type { SqlTx } from "@holdfast/kernel"
import type { InboxFilter, InboxPage, ListedMessage } from "../domain/inbox-page"
import { SHOWN_COLUMNS } from "./shown-columns"

const MATCHES = `($1::text is null or m.source = $1) and ($2::text is null or m.state = $2) and ($3::text is null or m.key = $3)
     and ($4::text is null or strpos(lower(concat_ws(' ', m.id, m.message_id, m.key, m.kind, m.reason)), lower($4)) > 0)`

// Newest first: ids stand in the order of arrival. Counting stops where nobody pages to.
const LIST_MESSAGES = `
select (select count(*)::int from (select from message_log_inbox m where ${MATCHES} limit 10000) counted) as count,
       coalesce((select json_agg(row_to_json(found)) from (
         select ${SHOWN_COLUMNS} from message_log_inbox m where ${MATCHES} order by m.id desc limit $5 offset $6) found), '[]') as messages`

export async function listMessages(tx: SqlTx, filter: InboxFilter): Promise<InboxPage> {
  const { source = null, state = null, key = null, q = null, limit, offset } = filter
  const [row] = await tx.query<{ count: number; messages: ListedMessage[] }>(LIST_MESSAGES, [
    source,
    state,
    key,
    q,
    limit,
    offset,
  ])
  return row ?? { messages: [], count: 0 }
}

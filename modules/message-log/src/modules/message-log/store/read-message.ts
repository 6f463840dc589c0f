import type { SqlTx } from "@holdfast/kernel"
import type { ShownMessage } from "../domain/inbox-page"
import { SHOWN_COLUMNS } from "./shown-columns"

const READ_MESSAGE = `
select ${SHOWN_COLUMNS}, m.payload,
       coalesce((select json_agg(attempt.value order by attempt.place desc)
                   from jsonb_array_elements(m.history) with ordinality as attempt (value, place)), '[]') as history,
       coalesce((select json_agg(row_to_json(before) order by before.occurred_at, before.id) from (
         select b.id, b.kind, b.state, b.occurred_at from message_log_inbox b
          where m.state in ('pending', 'failed') and b.source = m.source and b.key = m.key
            and b.state in ('pending', 'working', 'failed') and (b.occurred_at, b.id) < (m.occurred_at, m.id)
          order by b.occurred_at, b.id limit 20) before), '[]') as behind
  from message_log_inbox m where m.id = $1`

export async function readMessage(tx: SqlTx, inboxId: string): Promise<ShownMessage | undefined> {
  const [row] = await tx.query<ShownMessage>(READ_MESSAGE, [inboxId])
  return row
}

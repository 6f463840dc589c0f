import type { SqlTx } from "@holdfast/kernel"

// Steps from one source to the next in the index that makes messages unique, however many each has.
const LIST_SOURCES = `
with recursive known (source) as (
  select min(source) from message_log_inbox
  union all
  select (select min(m.source) from message_log_inbox m where m.source > known.source) from known
   where known.source is not null
)
select source from known where source is not null`

export async function listSources(tx: SqlTx): Promise<readonly string[]> {
  return (await tx.query<{ source: string }>(LIST_SOURCES, [])).map(({ source }) => source)
}

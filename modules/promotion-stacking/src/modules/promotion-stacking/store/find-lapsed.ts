import type { SqlTx } from "@holdfast/kernel"
import type { CounterId } from "./lock-counters"

const FIND_LAPSED = `
select distinct key, scope from (
  select key, scope from stacking_use where state = 'held' and expires_at <= clock_timestamp()
   order by expires_at limit $1) as lapsed`

/** The counters of up to `limit` lapsed uses, the oldest first. Locks nothing. */
export const findLapsed = (tx: SqlTx, limit: number): Promise<readonly CounterId[]> =>
  tx.query<CounterId>(FIND_LAPSED, [limit])

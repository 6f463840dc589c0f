const utc = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** SQL: a message's columns as a list shows them. */
export const SHOWN_COLUMNS = `m.id, m.source, m.message_id, m.key, m.kind, m.state,
       ${utc("m.occurred_at")} as occurred_at, ${utc("m.received_at")} as received_at,
       case when m.state not in ('done', 'parked') then ${utc("m.due_at")} end as due_at,
       ${utc("m.settled_at")} as settled_at, m.attempts, m.failures, m.reason`

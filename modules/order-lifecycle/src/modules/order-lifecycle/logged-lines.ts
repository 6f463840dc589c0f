import type { Actor, LoggedTransition } from "./domain/lifecycle-log"
import type { LogRow } from "./store/read-log"

/** A row of the log as what was hashed. */
export const lineOfRow = (row: LogRow): LoggedTransition => ({
  orderId: row.order_id,
  sequence: row.sequence,
  eventId: row.event_id,
  event: row.event,
  from: row.from_state,
  to: row.to_state,
  noop: row.noop,
  facts: row.facts,
  effects: row.effects,
  ...(row.answers && { answers: row.answers }),
  actor: row.actor as unknown as Actor,
  links: row.links,
  machine: row.machine,
  at: row.at,
  hash: row.hash,
})

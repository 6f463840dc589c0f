import { BrokenAssumption } from "./broken-assumption"
import { canonicalJson } from "./canonical-json"
import { expectDone } from "./outcome"
import type { SqlTx } from "./sql-tx"

/** What happened, for whoever wants to know: published some time after the commit, at least once. */
export type OutboxEvent = {
  /** Made before the first try and kept for retries. It reaches the consumers, who drop what they have seen. */
  readonly id: string
  /** What subscribers listen to, such as `inventory.stock_moved`. */
  readonly name: string
  /** Plain data. A `bigint` travels as its decimal string; a `Date` is refused, as in `canonicalJson`. */
  readonly data: object
  /** What the event is about. Events of one aggregate are published in the order they were appended. */
  readonly aggregateId?: string | undefined
}

/**
 * The statement, or part of one, that appends rows of `source` to the outbox: for a statement that writes more than the
 * event. `source` is a table expression with the columns `id`, `name`, `data` (JSON as text), `aggregate_id` and `place`.
 * It answers the ids that are in the outbox with this content.
 *
 * @example
 * `with moved as (update … returning …), told as (${outboxInsert("(select … from moved)")}) select …`
 */
export const outboxInsert = (source: string): string =>
  // The update changes nothing. It is there because, unlike a look beforehand, it waits for whoever is appending the same
  // id at this moment, and then answers by what that one wrote: an id that does not come back stands for other content.
  `insert into message_log_outbox as kept (id, name, data, aggregate_id)
select event.id, event.name, event.data::jsonb, event.aggregate_id
  from ${source} as event
 order by event.place
on conflict (id) do update set id = kept.id
 where kept.name = excluded.name and kept.data = excluded.data
   and kept.aggregate_id is not distinct from excluded.aggregate_id
returning id`

const EVENTS = `(select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       with ordinality as given (id, name, data, aggregate_id, place))`
const APPEND_TO_OUTBOX = outboxInsert(EVENTS)

/**
 * Appends one event or several, in their order, to the outbox of `@holdfast/message-log`, in one statement of the
 * caller's transaction: a rollback takes them back, and after the commit nothing loses them.
 *
 * Appending is repeatable. The same id with the same content changes nothing, for as long as the outbox keeps published
 * events (7 days unless set otherwise). Events of one aggregate keep their order when whoever appends holds a lock on
 * the aggregate until the commit, as every change of stock or of an order does.
 *
 * Without the table the statement fails, and the caller's transaction with it.
 *
 * @throws BrokenAssumption `outbox_event_exists_with_different_content`, `outbox_event_repeated` (one id twice in one
 * call), or a code of `canonicalJson` for data that JSON cannot carry. Thrown and not returned, because an event that is
 * left out must undo the change it tells of.
 *
 * @example
 * await appendToOutbox(tx, { id: eventId, name: "inventory.stock_moved", aggregateId: itemId, data: { itemId, onHand } })
 */
export async function appendToOutbox(tx: SqlTx, events: OutboxEvent | readonly OutboxEvent[]): Promise<void> {
  const list: readonly OutboxEvent[] = "id" in events ? [events] : events
  if (list.length === 0) return

  const ids = list.map(({ id }) => id)
  if (new Set(ids).size < ids.length) {
    throw new BrokenAssumption(
      "outbox_event_repeated",
      `Event ${ids.find((id, place) => ids.indexOf(id) !== place)} was appended twice in one call.`,
      "Make one id for each event.",
    )
  }

  const kept = await tx.query<{ id: string }>(APPEND_TO_OUTBOX, [
    ids,
    list.map(({ name }) => name),
    list.map(({ data }) => expectDone(canonicalJson(data))),
    list.map(({ aggregateId }) => aggregateId ?? null),
  ])
  if (kept.length === list.length) return

  const known = new Set(kept.map(({ id }) => id))
  throw new BrokenAssumption(
    "outbox_event_exists_with_different_content",
    `Event ${ids.find((id) => !known.has(id))} is in the outbox with another name, aggregate or data.`,
    "Use a new id for a new event, and the kept one with the kept content for a retry.",
  )
}

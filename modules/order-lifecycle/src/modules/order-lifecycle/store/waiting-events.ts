import type { SqlTx } from "@holdfast/kernel"

export interface WaitingRow {
  readonly order_id: string
  readonly event_id: string
  readonly event: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly actor: Readonly<Record<string, string>>
  readonly links: Readonly<Record<string, string>>
  readonly since: string
}

/** An event that came before the one it follows. Said twice it waits once. */
export const keepWaiting = (tx: SqlTx, row: Omit<WaitingRow, "since">) =>
  tx.query(
    `insert into order_lifecycle_waiting (order_id, event_id, event, facts, actor, links)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb) on conflict do nothing`,
    [
      row.order_id,
      row.event_id,
      row.event,
      JSON.stringify(row.facts),
      JSON.stringify(row.actor),
      JSON.stringify(row.links),
    ],
  )

export const readWaiting = (tx: SqlTx, orderIds: readonly string[]) =>
  tx.query<WaitingRow>(
    `select order_id, event_id, event, facts, actor, links,
            to_char(since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
       from order_lifecycle_waiting where order_id = any($1::text[]) order by order_id, event_id`,
    [orderIds],
  )

/** Orders for which events have come to wait not long ago. */
export const ordersWaitedFor = async (tx: SqlTx, limit: number): Promise<readonly string[]> =>
  (
    await tx.query<{ order_id: string }>(
      `select distinct order_id from order_lifecycle_waiting
        where since > now() - interval '1 hour' order by order_id limit $1`,
      [limit],
    )
  ).map((row) => row.order_id)

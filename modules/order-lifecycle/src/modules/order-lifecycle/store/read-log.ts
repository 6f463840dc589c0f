import type { SqlTx } from "@holdfast/kernel"

export interface LogRow {
  readonly order_id: string
  readonly sequence: number
  readonly event_id: string
  readonly event: string
  readonly from_state: string
  readonly to_state: string
  readonly noop: boolean
  readonly facts: Readonly<Record<string, unknown>>
  readonly answers: Readonly<Record<string, boolean>> | null
  readonly effects: readonly string[]
  readonly actor: Readonly<Record<string, string>>
  readonly links: Readonly<Record<string, string>>
  readonly machine: string
  readonly at: string
  readonly hash: string
}

const COLUMNS = `order_id, sequence, event_id, event, from_state, to_state, noop, facts, answers, effects, actor, links, machine,
  to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, hash`

/** The log of an order, oldest first, up to an instant if one is given. */
export const readLog = (tx: SqlTx, orderId: string, asOf: string | null = null) =>
  tx.query<LogRow>(
    `select ${COLUMNS} from order_lifecycle_transition
      where order_id = $1 and ($2::timestamptz is null or at <= $2) order by sequence`,
    [orderId, asOf],
  )

/** The logs of some orders, whole or up to an instant, in the order of their ids. */
export const readLogs = (tx: SqlTx, orderIds: readonly string[], asOf: string | null = null) =>
  tx.query<LogRow>(
    `select ${COLUMNS} from order_lifecycle_transition
      where order_id = any($1::text[]) and ($2::timestamptz is null or at <= $2)
      order by order_id, sequence`,
    [orderIds, asOf],
  )

import type { SqlTx } from "@holdfast/kernel"

export interface TimerRow {
  readonly id: string
  readonly order_id: string
  readonly event: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly due_at: string
}

const DUE_AT = `to_char(due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at`

/** Set once for its id: a repeat moves a timer that has not fired, and leaves one that has. */
export const setTimer = (
  tx: SqlTx,
  timer: {
    readonly id: string
    readonly orderId: string
    readonly event: string
    readonly facts: object
    readonly dueAt: string
  },
) =>
  tx.query(
    `insert into order_lifecycle_timer (id, order_id, event, facts, due_at) values ($1, $2, $3, $4::jsonb, $5)
     on conflict (id) do update set due_at = excluded.due_at, event = excluded.event, facts = excluded.facts
      where order_lifecycle_timer.fired_at is null`,
    [timer.id, timer.orderId, timer.event, JSON.stringify(timer.facts), timer.dueAt],
  )

export const dropTimer = (tx: SqlTx, id: string) =>
  tx.query(`delete from order_lifecycle_timer where id = $1 and fired_at is null`, [id])

// Whoever claims a timer has a minute; after that it is claimed again, and its event's id makes the repeat harmless.
const CLAIM_TIMERS = `
update order_lifecycle_timer set attempts = attempts + 1, due_at = coalesce($1::timestamptz, now()) + interval '1 minute'
 where id in (select id from order_lifecycle_timer
               where fired_at is null and due_at <= coalesce($1::timestamptz, now())
               order by due_at limit $2 for update skip locked)
returning id, order_id, event, facts, ${DUE_AT}`

/** Timers that are due, by the database's clock or at the instant given. Two processes never claim the same one. */
export const claimTimers = (tx: SqlTx, at: string | null, limit: number) =>
  tx.query<TimerRow>(CLAIM_TIMERS, [at, limit])

export const fireTimer = (tx: SqlTx, id: string, outcome: string) =>
  tx.query(`update order_lifecycle_timer set fired_at = now(), outcome = $2 where id = $1 and fired_at is null`, [
    id,
    outcome,
  ])

export const pendingTimers = (tx: SqlTx, orderId: string) =>
  tx.query<TimerRow>(
    `select id, order_id, event, facts, ${DUE_AT} from order_lifecycle_timer
      where order_id = $1 and fired_at is null order by order_lifecycle_timer.due_at`,
    [orderId],
  )

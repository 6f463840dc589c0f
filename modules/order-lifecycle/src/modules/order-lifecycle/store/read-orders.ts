import { BrokenAssumption, type SqlTx } from "@holdfast/kernel"
import type { Axes } from "../domain/machine"
import type { LogRow } from "./read-log"

/** What is kept of an order. */
export interface KeptOrder {
  readonly machine: string
  readonly state: string
  readonly axes: Axes
  readonly facts: unknown
  readonly sequence: number
  readonly headHash: string
}

/** Who may change the order at this moment, and nobody else. */
export interface HeldPermit {
  readonly run: string
  readonly event: string | null
  readonly since: string
  readonly leaseUntil: string
  /** Its run has not been heard of since its lease ended. */
  readonly lapsed: boolean
}

export interface OrderRead {
  readonly orderId: string
  /** Null for an order that has no state yet. */
  readonly kept: KeptOrder | null
  readonly permit: HeldPermit | null
  /** The line that the event asked for wrote before, if it did. */
  readonly prior: LogRow | null
  /** The database's clock, ISO 8601. */
  readonly now: string
}

interface Row {
  readonly order_id: string
  readonly machine: string | null
  readonly state: string
  readonly axes: Axes
  readonly facts: unknown
  readonly sequence: number
  readonly head_hash: string
  readonly permit_run: string | null
  readonly permit_event: string | null
  readonly permit_since: string
  readonly permit_lease_until: string
  readonly permit_lapsed: boolean
  readonly prior: LogRow | null
  readonly now: string
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

// The arrays are hidden from the planner, which would otherwise plan anew for their length each time; that took longer
// than reading them.
const READ_ORDERS = `
select asked.order_id, o.machine, o.state, o.axes, o.facts, o.sequence, o.head_hash,
       permit.transaction_id as permit_run, permit.event as permit_event,
       to_char(permit.since at time zone 'utc', ${ISO}) as permit_since,
       to_char(permit.lease_until at time zone 'utc', ${ISO}) as permit_lease_until,
       permit.lease_until < clock_timestamp() as permit_lapsed,
       case when prior.order_id is not null then
         to_jsonb(prior) || jsonb_build_object('at', to_char(prior.at at time zone 'utc', ${ISO})) end as prior,
       to_char(clock_timestamp() at time zone 'utc', ${ISO}) as now
  from unnest((select $1::text[]), (select $2::text[])) as asked (order_id, event_id)
  left join order_lifecycle_order o using (order_id)
  left join order_lifecycle_permit permit using (order_id)
  left join order_lifecycle_transition prior on prior.order_id = asked.order_id and prior.event_id = asked.event_id
 order by asked.order_id`

/**
 * What is kept of each order asked for, whether or not it is known, in the order of the ids.
 *
 * @param eventIds of events that may have been recorded before, one for each order
 */
export async function readOrders(
  tx: SqlTx,
  orderIds: readonly string[],
  eventIds?: readonly string[],
): Promise<readonly OrderRead[]> {
  const rows = await tx.query<Row>(READ_ORDERS, [orderIds, eventIds ?? orderIds.map(() => null)])
  return rows.map(orderOfRow)
}

/** Ids of the next orders that have a state, in their order. */
export const nextOrders = async (tx: SqlTx, after: string, limit: number): Promise<readonly string[]> =>
  (
    await tx.query<{ order_id: string }>(
      `select order_id from order_lifecycle_order where order_id > $1 order by order_id limit $2`,
      [after, limit],
    )
  ).map((row) => row.order_id)

/** The same of one order. */
export async function readOrder(tx: SqlTx, orderId: string, eventId?: string): Promise<OrderRead> {
  const [order] = await readOrders(tx, [orderId], eventId === undefined ? undefined : [eventId])
  if (!order)
    throw new BrokenAssumption(
      "order_row_missing",
      `Order ${orderId} was asked for and not answered.`,
      "Look at the statement.",
    )
  return order
}

function orderOfRow(row: Row): OrderRead {
  const { machine, state, axes, facts, sequence, head_hash: headHash } = row
  return {
    orderId: row.order_id,
    kept: machine === null ? null : { machine, state, axes, facts, sequence, headHash },
    permit:
      row.permit_run === null
        ? null
        : {
            run: row.permit_run,
            event: row.permit_event,
            since: row.permit_since,
            leaseUntil: row.permit_lease_until,
            lapsed: row.permit_lapsed,
          },
    prior: row.prior,
    now: row.now,
  }
}

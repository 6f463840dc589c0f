import type { SqlTx } from "@holdfast/kernel"

export interface Difference {
  readonly orderId: string
  /** `not_explained`, `log_broken`, `state_differs`, `host_differs`. */
  readonly kind: string
  readonly found: string
  readonly expected: string
}

/** Filed once for as long as it is open. */
export const fileDifference = (tx: SqlTx, { orderId, kind, found, expected }: Difference) =>
  tx.query(
    `insert into order_lifecycle_difference (order_id, kind, found, expected) values ($1, $2, $3, $4)
     on conflict (order_id, kind) where resolved_at is null
     do update set found = excluded.found, expected = excluded.expected`,
    [orderId, kind, found, expected],
  )

export const openDifferences = (tx: SqlTx, kinds: readonly string[], orderId: string | null) =>
  tx.query<{ order_id: string; kind: string }>(
    `select order_id, kind from order_lifecycle_difference
      where resolved_at is null and kind = any($1::text[]) and ($2::text is null or order_id = $2)`,
    [kinds, orderId],
  )

/** What is not found any more has been put right. */
export const resolveDifferences = (tx: SqlTx, orderIds: readonly string[], kinds: readonly string[]) =>
  tx.query(
    `update order_lifecycle_difference set resolved_at = now()
      where resolved_at is null and order_id = any($1::text[]) and kind = any($2::text[])`,
    [orderIds, kinds],
  )

export interface DifferenceRow {
  readonly id: string
  readonly order_id: string
  readonly kind: string
  readonly found: string
  readonly expected: string
  readonly at: string
  readonly resolved_at: string | null
}

/** Open ones first, then newest. */
export const listDifferences = (tx: SqlTx, limit: number, offset: number) =>
  tx.query<DifferenceRow & { count: number }>(
    `select *, count(*) over ()::int as count from order_lifecycle_difference
      order by (resolved_at is null) desc, id desc limit $1 offset $2`,
    [limit, offset],
  )

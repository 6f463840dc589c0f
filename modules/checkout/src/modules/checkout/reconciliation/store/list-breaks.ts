import type { SqlTx } from "@holdfast/kernel"
import type { BreakKind } from "../domain/break-kind"

/** A break as it is kept. Amounts are minor units as text, times ISO 8601 in UTC. */
export interface BreakRow {
  readonly id: string
  readonly kind: BreakKind
  readonly subject_id: string
  readonly order_id: string | null
  readonly cart_id: string | null
  readonly amount_minor: string | null
  readonly currency_code: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly since: string
  readonly found_at: string
  readonly seen_at: string
  readonly asked_by: string | null
  readonly asked_at: string | null
  readonly repaired_by: string | null
  readonly repaired_at: string | null
  readonly failure: string | null
  readonly tries: number
  readonly resolved_at: string | null
}

export interface BreakFilter {
  readonly open?: boolean | undefined
  readonly kind?: string | undefined
  readonly orderId?: string | undefined
  readonly limit: number
  readonly offset: number
}

const time = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`
const COLUMNS = `id, kind, subject_id, order_id, cart_id, amount_minor::text as amount_minor, currency_code, facts,
  ${["since", "found_at", "seen_at", "asked_at", "repaired_at", "resolved_at"].map(time).join(", ")}, asked_by, repaired_by, failure, tries`

const LIST = `
select ${COLUMNS}, count(*) over ()::int as count from checkout_break
 where ($1::boolean is null or (resolved_at is null) = $1) and ($2::text is null or kind = $2) and ($3::text is null or order_id = $3)
 order by resolved_at is not null, found_at desc, id limit $4 offset $5`

export async function listBreaks(tx: SqlTx, filter: BreakFilter) {
  const rows = await tx.query<BreakRow & { count: number }>(LIST, [
    filter.open ?? null,
    filter.kind ?? null,
    filter.orderId ?? null,
    filter.limit,
    filter.offset,
  ])
  return { breaks: rows.map(({ count: _, ...row }): BreakRow => row), count: rows[0]?.count ?? 0 }
}

/** Open ones, the oldest first, that a repair has not been tried on too often. */
export const openBreaks = (tx: SqlTx, mostTries: number) =>
  tx.query<BreakRow>(
    `select ${COLUMNS} from checkout_break where resolved_at is null and tries < $1 order by found_at, id limit 1000`,
    [mostTries],
  )

export async function readBreak(tx: SqlTx, id: string): Promise<BreakRow | null> {
  const [row] = await tx.query<BreakRow>(`select ${COLUMNS} from checkout_break where id = $1`, [id])
  return row ?? null
}

import type { ReportedAct, SqlTx } from "@holdfast/kernel"

/** A line of a report that our books do not bear out. */
export interface SettlementDifference {
  readonly id: string
  readonly provider_id: string
  readonly report: string
  readonly line: number
  readonly code: string
  readonly act: ReportedAct
  readonly reference: string
  readonly payment_reference: string | null
  readonly operation_id: string | null
  /** Decimal text, and the same in minor units. */
  readonly amount: string
  readonly amount_minor: string
  readonly currency_code: string
  readonly moved: boolean
  readonly message: string
}

const KEEP_DIFFERENCES = `
insert into payment_settlement_difference (id, provider_id, report, line, code, act, reference, payment_reference,
                                           operation_id, amount, amount_minor, currency_code, moved, message)
select id, provider_id, report, line, code, act, reference, payment_reference, operation_id, amount::numeric,
       amount_minor::numeric, currency_code, moved, message
  from jsonb_to_recordset($1::jsonb) as t (
    id text, provider_id text, report text, line int, code text, act text, reference text, payment_reference text,
    operation_id text, amount text, amount_minor text, currency_code text, moved boolean, message text)
 order by id
on conflict (provider_id, report, line) do nothing
returning id`

/** How many are new: a line that was kept before stays as it is, also one that somebody has accepted. */
export async function keepDifferences(tx: SqlTx, differences: readonly SettlementDifference[]): Promise<number> {
  return (await tx.query(KEEP_DIFFERENCES, [JSON.stringify(differences)])).length
}

const ACCEPT_DIFFERENCE = `
update payment_settlement_difference set accepted_at = now(), accepted_by = $2 where id = $1 and accepted_at is null`

export async function acceptDifference(tx: SqlTx, id: string, by: string): Promise<void> {
  await tx.query(ACCEPT_DIFFERENCE, [id, by])
}

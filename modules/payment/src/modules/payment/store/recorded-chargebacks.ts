import type { ReportedAct, SqlTx } from "@holdfast/kernel"

export interface RecordedChargeback {
  readonly id: string
  readonly act: ReportedAct
  readonly reference: string
  /** Decimal text. */
  readonly amount: string
  readonly currency_code: string
}

// A dispute's money goes, may come back, and may go again: what goes after the first time is a second chargeback.
const RECORDED_CHARGEBACKS = `
select id, case when kind = 'dispute.funds_returned' then 'chargeback_reversal' when nth = 1 then 'chargeback'
                else 'second_chargeback' end as act, reference, amount, currency_code
  from (select f.*, row_number() over (partition by f.reference, f.kind order by f.occurred_at, f.id) as nth
          from payment_fact f
         where f.provider_id = $1 and f.reference = any($2::text[])
           and f.kind in ('dispute.funds_withdrawn', 'dispute.funds_returned')
           and f.amount is not null and f.currency_code is not null) told`

/** What a provider told of money that banks took back, by its own names of the disputes. */
export const recordedChargebacks = (
  tx: SqlTx,
  providerId: string,
  references: readonly string[],
): Promise<readonly RecordedChargeback[]> =>
  tx.query<RecordedChargeback>(RECORDED_CHARGEBACKS, [providerId, references])

import type { SqlTx } from "@holdfast/kernel"

export interface RecordedRow {
  readonly id: string
  readonly act: "capture" | "refund"
  readonly reference: string
  readonly amount_minor: string
  readonly currency_code: string
  readonly moved: boolean
}

const movement = (act: string, reference: string) => `
select o.id, ${act} as act, asked.reference, coalesce(o.confirmed_minor, o.amount_minor)::text as amount_minor,
       o.currency_code, o.state = 'confirmed' as moved
  from asked join payment_operation o on o.provider_id = $1 and o.${reference} = asked.reference`

// A capture that came with its authorization has the provider's name of the capture, where it was told, or else that of
// the payment.
const RECORDED_MOVEMENTS = `
with asked as (select distinct unnest($2::text[]) collate "C" as reference)
${movement("o.act", "provider_reference")} where o.act in ('capture', 'refund')
union all
${movement("'capture'", "movement_reference")} where o.act = 'authorize' and o.capture_id is not null
union all
${movement("'capture'", "provider_reference")} where o.act = 'authorize' and o.capture_id is not null
   and o.movement_reference is null`

/** Captures and refunds at a provider, by its own names of them. */
export const recordedMovements = (
  tx: SqlTx,
  providerId: string,
  references: readonly string[],
): Promise<readonly RecordedRow[]> => tx.query<RecordedRow>(RECORDED_MOVEMENTS, [providerId, references])

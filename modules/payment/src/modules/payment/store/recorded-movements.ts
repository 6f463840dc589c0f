import type { SqlTx } from "@holdfast/kernel"

export interface RecordedRow {
  readonly id: string
  readonly act: "capture" | "refund"
  readonly reference: string
  readonly amount_minor: string
  readonly currency_code: string
  readonly moved: boolean
}

const movement = (reference: string) => `
select o.id, case o.act when 'refund' then 'refund' else 'capture' end as act, o.${reference} as reference,
       coalesce(o.confirmed_minor, o.amount_minor)::text as amount_minor, o.currency_code, o.state = 'confirmed' as moved
  from payment_operation o
 where o.provider_id = $1 and o.${reference} = any($2::text[])`

// A capture that came with its authorization has the provider's name of the capture, where it was told, or else that of
// the payment.
const RECORDED_MOVEMENTS = `
${movement("provider_reference")}
   and (o.act in ('capture', 'refund') or (o.act = 'authorize' and o.capture_id is not null and o.movement_reference is null))
union all
${movement("movement_reference")} and o.act = 'authorize' and o.capture_id is not null`

/** Captures and refunds at a provider, by its own names of them. */
export const recordedMovements = (
  tx: SqlTx,
  providerId: string,
  references: readonly string[],
): Promise<readonly RecordedRow[]> => tx.query<RecordedRow>(RECORDED_MOVEMENTS, [providerId, references])

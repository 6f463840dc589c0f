import type { SqlTx } from "@holdfast/kernel"
import type { OperationState } from "../domain/payment-operation"

/** The operation that something moved by, as a provider names it. */
export interface MatchedMovement {
  readonly id: string
  readonly act: string
  readonly state: OperationState
  readonly in_flight: boolean
}

// By the key it was sent with, or by the provider's own name of it. One that came without either is the oldest of this
// amount of which nobody knows the name yet: a call whose answer is still on its way. The capture that came with an
// authorization is one of these.
const MATCH_MOVEMENT = `
select o.id, o.act, o.state, o.state = 'sent' and coalesce(o.leased_until > now(), false) as in_flight
  from payment_operation o
 where o.payment_id = $1
   and ((o.act = $2 and (o.idempotency_key = any($3::text[]) or o.provider_reference = any($4::text[])))
     or (o.act = 'authorize' and $2 = 'capture' and o.capture_id is not null and o.movement_reference = any($4::text[]))
     or ($5::numeric is not null and cardinality($3::text[]) = 0 and o.amount_minor = $5::numeric
         and ((o.act = $2 and o.provider_reference is null and o.state in ('sent', 'unknown', 'prepared'))
           or (o.act = 'authorize' and $2 = 'capture' and o.capture_id is not null and o.movement_reference is null))))
 order by case when o.idempotency_key = any($3::text[]) then 1
               when o.provider_reference = any($4::text[]) or o.movement_reference = any($4::text[]) then 2
               else 3 end, o.created_at
 limit 1`

export async function matchMovement(
  tx: SqlTx,
  of: {
    readonly paymentId: string
    readonly act: "capture" | "refund"
    readonly keys: readonly string[]
    readonly references: readonly string[]
    readonly amountMinor: string | null
  },
): Promise<MatchedMovement | null> {
  const [row] = await tx.query<MatchedMovement>(MATCH_MOVEMENT, [
    of.paymentId,
    of.act,
    of.keys,
    of.references,
    of.amountMinor,
  ])
  return row ?? null
}

const NAME_MOVEMENT = `
update payment_operation
   set movement_reference = case when act = 'authorize' then $2 else movement_reference end,
       provider_reference = case when act = 'authorize' then provider_reference else coalesce(provider_reference, $2) end
 where id = $1`

/** What the provider calls it, for everything that it tells of it later. */
export async function nameMovement(tx: SqlTx, operationId: string, reference: string): Promise<void> {
  await tx.query(NAME_MOVEMENT, [operationId, reference])
}

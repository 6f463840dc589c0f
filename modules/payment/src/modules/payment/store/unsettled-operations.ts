import type { SqlTx } from "@holdfast/kernel"
import type { PaymentOperation } from "../domain/payment-operation"
import { operationColumns } from "./operation-columns"

export interface UnsettledFilter {
  /** Only those whose next look is due. */
  readonly due?: boolean
  readonly limit?: number
}

const UNSETTLED = `
select ${operationColumns("o")}
  from payment_operation o
 where o.state in ('prepared', 'sent', 'requested', 'unknown') and (not $1::boolean or o.next_look_up_at <= now())
 order by o.next_look_up_at, o.id
 limit $2`

export const unsettledOperations = (tx: SqlTx, { due = false, limit = 200 }: UnsettledFilter) =>
  tx.query<PaymentOperation>(UNSETTLED, [due, limit])

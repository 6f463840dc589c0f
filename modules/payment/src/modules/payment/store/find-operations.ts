import type { SqlTx } from "@holdfast/kernel"
import type { PaymentOperation } from "../domain/payment-operation"
import { operationColumns } from "./operation-columns"

/** By what operations are looked for. Several are an "or". */
export interface OperationFilter {
  readonly ids?: readonly string[]
  readonly paymentIds?: readonly string[]
  readonly sessionIds?: readonly string[]
  readonly orderId?: string
}

const FIND_OPERATIONS = `
select ${operationColumns("o")}
  from payment_operation o
 where o.id = any($1::text[]) or o.payment_id = any($2::text[]) or o.session_id = any($3::text[])
    or o.order_id = $4
 order by o.created_at, o.id`

/** Oldest first. */
export const findOperations = (tx: SqlTx, filter: OperationFilter): Promise<readonly PaymentOperation[]> =>
  tx.query<PaymentOperation>(FIND_OPERATIONS, [
    filter.ids ?? [],
    filter.paymentIds ?? [],
    filter.sessionIds ?? [],
    filter.orderId ?? null,
  ])

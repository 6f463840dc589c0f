import type { SqlTx } from "@holdfast/kernel"

const SUBJECT = `
select coalesce(p.data, s.data, '{}') as data
  from payment_operation o
  left join payment p on p.id = o.payment_id
  left join payment_session s on s.id = o.session_id
 where o.id = $1`

/** What the provider last gave of what an operation is about. */
export async function operationSubject(tx: SqlTx, operationId: string): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await tx.query<{ data: Readonly<Record<string, unknown>> }>(SUBJECT, [operationId])
  return row?.data ?? {}
}

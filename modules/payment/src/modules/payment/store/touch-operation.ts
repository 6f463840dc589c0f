import type { SqlTx } from "@holdfast/kernel"

// Looked up and still not known: asked again ever later, at most an hour apart. Whoever sent it and does not hear the
// answer any more leaves it unknown.
const TOUCH_OPERATION = `
update payment_operation o
   set looked_up_at = now(), look_ups = o.look_ups + 1,
       next_look_up_at = now() + least(30 * 2 ^ least(o.look_ups, 7), 3600) * interval '1 second',
       state = case when o.state = 'sent' and coalesce(o.leased_until < now(), true) then 'unknown' else o.state end
 where o.id = $1 and o.state in ('prepared', 'sent', 'requested', 'unknown')`

export async function touchOperation(tx: SqlTx, operationId: string): Promise<void> {
  await tx.query(TOUCH_OPERATION, [operationId])
}

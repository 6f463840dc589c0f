import type { SqlTx } from "@holdfast/kernel"

// A caller that repeats an act does so within minutes; a cart that became an order is asked for again within a day.
const FORGET_ACTS = `
delete from atp_act where key in (select key from atp_act where at < now() - interval '30 days' order by at limit $1)`
const FORGET_DECISIONS = `
delete from atp_decision where hold_id in (
  select d.hold_id from atp_decision d where d.decided_at < now() - interval '1 day'
     and not exists (select from atp_hold h where h.hold_id = d.hold_id)
     and not exists (select from atp_allocation a where a.hold_id = d.hold_id)
   order by d.decided_at limit $1)`
const FORGET_HOLDS = `
delete from atp_hold h using (
  select hold_id from atp_hold where state = 'committed' and expires_at < now() - interval '7 days' limit $1) old
 where h.hold_id = old.hold_id and h.state = 'committed'`

/** Removes the keys of old acts and the remains of old orders' holds, a portion at a time. */
export async function forgetOld(tx: SqlTx, portion: number): Promise<void> {
  await tx.query(FORGET_ACTS, [portion])
  await tx.query(FORGET_DECISIONS, [portion])
  await tx.query(FORGET_HOLDS, [portion])
}

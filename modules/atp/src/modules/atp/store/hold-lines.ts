import type { SqlTx } from "@holdfast/kernel"
import type { Hold } from "../domain/hold"
import type { LevelKey } from "../domain/stock-level"

interface Row {
  readonly hold_id: string
  readonly item_id: string
  readonly location_id: string
  readonly quantity: string
  readonly state: "active" | "committed"
  readonly expires_at: Date
  readonly promise_day: string | null
}

const READ_HOLDS = `
select hold_id, item_id, location_id, quantity, state, expires_at, promise_day::text as promise_day
  from atp_hold where hold_id = any ($1::text[]) and (state = 'committed' or expires_at > now())
 order by hold_id, item_id, location_id`

/** Holds that count, by id. A holder without one is missing from the answer. */
export async function readHolds(tx: SqlTx, holdIds: readonly string[]): Promise<ReadonlyMap<string, Hold>> {
  const rows = await tx.query<Row>(READ_HOLDS, [holdIds])
  const holds = new Map<string, Hold>()
  for (const row of rows) {
    const line = {
      itemId: row.item_id,
      locationId: row.location_id,
      quantity: Number(row.quantity),
      promiseDay: row.promise_day,
    }
    const hold = holds.get(row.hold_id)
    holds.set(row.hold_id, {
      holdId: row.hold_id,
      committed: row.state === "committed",
      expiresAt: row.expires_at.toISOString(),
      lines: [...(hold?.lines ?? []), line],
    })
  }
  return holds
}

const LOCK_HOLD = `select pg_advisory_xact_lock(hashtextextended($1, 0))`

/** Lets one holder's acts follow one another. Taken before any level, never after. */
export async function lockHold(tx: SqlTx, holdId: string): Promise<void> {
  await tx.query(LOCK_HOLD, [holdId])
}

const DROP_LINES = `
delete from atp_hold h where h.hold_id = $1
   and (h.item_id, h.location_id) in (select * from unnest($2::text[], $3::text[]))`
const SHRINK_LINES = `
update atp_hold h set quantity = h.quantity - r.quantity
  from unnest($2::text[], $3::text[], $4::numeric[]) as r (item_id, location_id, quantity)
 where h.hold_id = $1 and h.item_id = r.item_id and h.location_id = r.location_id and h.quantity > r.quantity`

/** Takes what an order did not need off the hold, so that giving the hold back gives back what the order took. */
export async function keepOfHold(
  tx: SqlTx,
  holdId: string,
  rest: readonly { readonly itemId: string; readonly locationId: string; readonly quantity: number }[],
): Promise<void> {
  if (rest.length === 0) return
  const columns = [rest.map((line) => line.itemId), rest.map((line) => line.locationId)]
  const partly = await tx.query<{ item_id: string; location_id: string }>(
    SHRINK_LINES + " returning h.item_id, h.location_id",
    [holdId, ...columns, rest.map((line) => line.quantity)],
  )
  const kept = new Set(partly.map((row) => `${row.item_id} ${row.location_id}`))
  const whole = rest.filter((line) => !kept.has(`${line.itemId} ${line.locationId}`))
  await tx.query(DROP_LINES, [holdId, whole.map((line) => line.itemId), whole.map((line) => line.locationId)])
}

const COMMIT_HOLD = `
update atp_hold set state = 'committed'
 where hold_id = $1 and state = 'active'
   and (item_id, location_id) in (select * from unnest($2::text[], $3::text[]))`

/** The lines' units are an order's now. What is left of the hold keeps its id from being used again. */
export async function commitHold(tx: SqlTx, holdId: string, lines: readonly LevelKey[]): Promise<void> {
  await tx.query(COMMIT_HOLD, [holdId, lines.map((line) => line.itemId), lines.map((line) => line.locationId)])
}

const KEEP_OWN = `select set_config('atp.own_hold', $1, true)`

/** From here to the end of the transaction the hold's lines are not freed for others, though they lapse meanwhile. */
export async function keepOwnHold(tx: SqlTx, holdId: string): Promise<void> {
  await tx.query(KEEP_OWN, [holdId])
}

const RETURN_HOLD = `
update atp_hold set state = 'active', expires_at = greatest(expires_at, now() + $2 * interval '1 second')
 where hold_id = $1 and state = 'committed'`

/** Gives a committed hold back to its holder for a while: the order did not come about. */
export async function returnHold(tx: SqlTx, holdId: string, graceSeconds: number): Promise<void> {
  await tx.query(RETURN_HOLD, [holdId, graceSeconds])
}

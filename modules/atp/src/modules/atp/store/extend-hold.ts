import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { lockHold } from "./hold-lines"

// With its levels locked no sweeper is just taking the hold away, so a hold that is extended here stays.
const LOCK_ITS_LEVELS = `
select s.item_id, s.location_id from atp_stock_level s
 where (s.item_id, s.location_id) in (select h.item_id, h.location_id from atp_hold h where h.hold_id = $1)
 order by s.item_id, s.location_id for update`
// The transaction may have waited for the locks: what time it is now decides, not when it began.
const EXTEND = `
update atp_hold set expires_at = greatest(expires_at, clock_timestamp() + $2 * interval '1 second')
 where hold_id = $1 and state = 'active' and expires_at > clock_timestamp()
returning hold_id`
const WHAT_IS_THERE = `select state, expires_at from atp_hold where hold_id = $1 order by expires_at limit 1`

export type ExtendRefused = Refusal<"hold_unknown" | "hold_expired" | "hold_committed">

/**
 * Lets a live hold last at least `seconds` from now; it never ends sooner than before, so asking again does no harm.
 * A lapsed one is not revived: its units may be promised to somebody else by now.
 */
export async function extendHold(tx: SqlTx, holdId: string, seconds: number): Promise<Outcome<void, ExtendRefused>> {
  await tx.query("select set_config('lock_timeout', '3s', true)", [])
  await lockHold(tx, holdId)
  await tx.query(LOCK_ITS_LEVELS, [holdId])
  const extended = await tx.query(EXTEND, [holdId, seconds])
  if (extended.length > 0) return done(undefined)
  const [there] = await tx.query<{ state: string; expires_at: Date }>(WHAT_IS_THERE, [holdId])
  if (!there) {
    return refuse("hold_unknown", `There is no hold ${holdId}.`, "Look at the list of holds; it may have ended.")
  }
  if (there.state === "committed") {
    return refuse(
      "hold_committed",
      `Hold ${holdId} belongs to an order.`,
      "Nothing needs extending: the order has its units.",
    )
  }
  return refuse(
    "hold_expired",
    `Hold ${holdId} ended at ${there.expires_at.toISOString()}.`,
    "Let the shopper change the cart: it is then held anew, if the units are still there.",
  )
}

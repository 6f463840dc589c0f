import type { SqlTx } from "@holdfast/kernel"
import type { InboxState, InboxVerdict } from "../domain/inbox-message"
import { lastAttempts } from "./last-attempts"

// Whoever's lease went to another changes nothing. A wait is no failure, so it gives back what the claim counted. Rows lock
// in the order of their ids, so two statements cannot deadlock.
const SETTLE_MESSAGES = `
with told as (
  select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[]) as t (id, attempts, verdict, reason, pause)
), settled as (
  select m.id, told.verdict, told.reason, told.pause,
         case when told.verdict = 'done' then 'done'
              when told.verdict = 'waits' and m.opened_at < now() - $6 * interval '1 day' then 'parked'
              when told.verdict = 'waits' then 'waiting'
              when m.failures >= $7 then 'parked'
              else 'failed' end as state
    from message_log_inbox m join told on told.id = m.id and told.attempts = m.attempts
   where m.state = 'working'
   order by m.id
     for update of m
)
update message_log_inbox m
   set state = settled.state,
       settled_at = case when settled.state in ('done', 'parked') then now() end,
       reason = settled.reason,
       due_at = now() + settled.pause * interval '1 second',
       failures = m.failures - case when settled.verdict = 'failed' then 0 else 1 end,
       waits = m.waits + case when settled.verdict = 'waits' then 1 else 0 end,
       history = ${lastAttempts("m.history")} || jsonb_build_object(
         'at', m.claimed_at, 'ms', round(extract(epoch from clock_timestamp() - m.claimed_at) * 1000),
         'verdict', settled.verdict, 'text', settled.reason)
  from settled
 where m.id = settled.id
returning m.id, m.state`

export type Settling = {
  readonly inboxId: string
  /** As the claim gave it. */
  readonly attempts: number
  readonly verdict: InboxVerdict["state"]
  readonly reason: string | null
  readonly pauseSeconds: number
}

export type SettlingRules = { readonly waitDays: number; readonly triesUntilParked: number }

/**
 * Writes verdicts on claimed messages.
 *
 * @returns for each, in their order, what it makes of the message; null when the lease went to another
 */
export async function settleMessages(
  tx: SqlTx,
  settlings: readonly Settling[],
  { waitDays, triesUntilParked }: SettlingRules,
): Promise<readonly (InboxState | null)[]> {
  const rows = await tx.query<{ id: string; state: InboxState }>(SETTLE_MESSAGES, [
    settlings.map(({ inboxId }) => inboxId),
    settlings.map(({ attempts }) => attempts),
    settlings.map(({ verdict }) => verdict),
    settlings.map(({ reason }) => reason),
    settlings.map(({ pauseSeconds }) => pauseSeconds),
    waitDays,
    triesUntilParked,
  ])
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  return settlings.map(({ inboxId }) => states.get(inboxId) ?? null)
}

import type { SqlTx } from "@holdfast/kernel"
import type { ReceivedMessage } from "../domain/inbox-message"
import { lastAttempts } from "./last-attempts"

const BEGIN = "select pg_advisory_xact_lock(hashtext('message_log_inbox.claim'))"

// The earliest open message of a key may be claimed, and one that waits at any time, as long as none of its key is in
// work. A lease that has ended is a try that failed: whoever had it is gone, or takes too long.
const CLAIM_MESSAGES = `
with due as (
  select m.id, m.state, m.failures
    from message_log_inbox m
   where m.state in ('pending', 'working', 'waiting', 'failed') and m.due_at <= now()
     and ($1::text is null or starts_with(m.source, $1))
     and not exists (
       select from message_log_inbox busy
        where busy.source = m.source and busy.key = m.key and busy.state = 'working' and busy.id <> m.id)
     and (m.state = 'waiting' or not exists (
       select from message_log_inbox earlier
        where earlier.source = m.source and earlier.key = m.key and earlier.state in ('pending', 'working', 'failed')
          and (earlier.occurred_at, earlier.id) < (m.occurred_at, m.id)))
   order by m.due_at
   limit $2
   for update skip locked
), first as (
  select distinct on (m.source, m.key) m.id, due.state = 'working' as lapsed,
         due.state = 'working' and due.failures >= $4 as given_up
    from message_log_inbox m join due on due.id = m.id
   order by m.source, m.key, m.state = 'waiting', m.occurred_at, m.id
), claimed as (
  update message_log_inbox m
     set state = case when first.given_up then 'parked' else 'working' end,
         settled_at = case when first.given_up then now() end,
         reason = case when first.lapsed then $5 else m.reason end,
         history = case when first.lapsed
           then ${lastAttempts("m.history")} || jsonb_build_object('at', m.claimed_at, 'verdict', 'lapsed', 'text', $5::text)
           else m.history end,
         attempts = m.attempts + case when first.given_up then 0 else 1 end,
         failures = m.failures + case when first.given_up then 0 else 1 end,
         claimed_at = now(), due_at = now() + $3 * interval '1 second'
    from first where m.id = first.id
  returning m.*
)
select id as "inboxId", source, message_id as id, key, kind, payload, state, attempts, failures, waits,
       to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
       to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt"
  from claimed`

export type Claim = {
  /** Only of sources that begin like this; null takes all. */
  readonly source: string | null
  readonly most: number
  readonly leaseSeconds: number
  readonly triesUntilParked: number
}

/** A message that its handler alone may handle until its lease ends. */
export type ClaimedMessage = ReceivedMessage & { readonly failures: number; readonly waits: number }

const LAPSED = "Whoever handled it gave no verdict: its process ended, or it took longer than its lease."

/** Takes messages that are due, one of a key. In a transaction of its own. */
export async function claimMessages(
  tx: SqlTx,
  { source, most, leaseSeconds, triesUntilParked }: Claim,
): Promise<{ readonly claimed: readonly ClaimedMessage[]; readonly parked: number }> {
  // One claims at a time, for as long as a statement takes: two at once could each take a message of one key. In a
  // statement of its own, so that the next one sees what the previous claim wrote.
  await tx.query(BEGIN, [])
  const rows = await tx.query<ClaimedMessage & { readonly state: string }>(CLAIM_MESSAGES, [
    source,
    most,
    leaseSeconds,
    triesUntilParked,
    LAPSED,
  ])
  const claimed = rows.filter(({ state }) => state === "working")
  return { claimed: claimed.map(({ state: _, ...message }) => message), parked: rows.length - claimed.length }
}

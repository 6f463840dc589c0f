import type { SqlTx } from "@holdfast/kernel"
import type { KeyRow } from "../domain/decide-key"
import type { Lapsed } from "../domain/route-rules"

export interface KeyBegun {
  readonly scope: string
  readonly key: string
  readonly fingerprint: string
  readonly caller: string
  readonly method: string
  readonly path: string
  readonly token: string
  /** What becomes of a request whose process was not heard of again: let through, or its outcome is unknown. */
  readonly lapsed: Lapsed
  readonly leaseSeconds: number
  readonly keepSeconds: number
}

// A key that is kept is only read: nothing is written for an answer that is given again. Between the look and the
// insert another caller may come first; then there is no row at all, and that caller's request is the one under way.
// It does not wait for the disk: whatever the request commits afterwards takes this row to the disk before itself.
const BEGIN_KEY = `
with found as (
  select state, fingerprint, status, headers, body, body_bytes, tries,
         (expires_at <= now() or (state = 'running' and fingerprint = $3))
           and (state <> 'running' or lease_until <= now()) as free,
         extract(epoch from now() - begun_at)::float8 as running_seconds,
         extract(epoch from lease_until - now())::float8 as lease_seconds
    from checkout_idempotency_key where scope = $1 and key = $2
), taken as (
  insert into checkout_idempotency_key as kept
    (scope, key, fingerprint, caller, method, path, token, lease_until, expires_at)
  select $1, $2, $3, $4, $5, $6, $7, now() + $9 * interval '1 second', now() + $10 * interval '1 second'
    from set_config('synchronous_commit', 'off', true) as quick
   where quick is not null and not exists (select from found where not free)
  on conflict (scope, key) do update
     set (state, token, tries, fingerprint, begun_at, expires_at, lease_until, status, headers, body, body_bytes, ended_at) = (
       select case when anew or $8 = 'repeat' then 'running' else 'unknown' end,
              case when anew or $8 = 'repeat' then excluded.token else kept.token end,
              case when anew then 1 else kept.tries + 1 end,
              excluded.fingerprint,
              case when anew then now() else kept.begun_at end,
              case when anew then excluded.expires_at else kept.expires_at end,
              excluded.lease_until, null::int, null::jsonb, null::bytea, null::bigint, null::timestamptz
         from (select kept.expires_at <= now() as anew) as age)
   where (kept.expires_at <= now() or (kept.state = 'running' and kept.fingerprint = excluded.fingerprint))
     and (kept.state <> 'running' or kept.lease_until <= now())
  returning kept.state, kept.fingerprint, kept.tries
)
select true as taken, state, fingerprint, tries, null::int as status, null::jsonb as headers, null::bytea as body,
       null::bigint as body_bytes, false as free, 0::float8 as running_seconds, 0::float8 as lease_seconds
  from taken
union all
select false, state, fingerprint, tries, status, headers, body, body_bytes, free, running_seconds, lease_seconds
  from found where not exists (select from taken)`

/** Takes the key if nobody holds it, or says what is known of it. One statement; nothing is held afterwards. */
export async function beginKey(tx: SqlTx, begun: KeyBegun): Promise<KeyRow | undefined> {
  const { scope, key, fingerprint, caller, method, path, token, lapsed, leaseSeconds, keepSeconds } = begun
  const values = [scope, key, fingerprint, caller, method, path, token, lapsed, leaseSeconds, keepSeconds]
  const [row] = await tx.query<KeyRow>(BEGIN_KEY, values)
  return row
}

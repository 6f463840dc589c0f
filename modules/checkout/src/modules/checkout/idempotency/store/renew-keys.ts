import type { SqlTx } from "@holdfast/kernel"
import type { Claim } from "./finish-key"

// Nobody else locks these rows while their lease holds, so their order does not matter.
const RENEW_KEYS = `
update checkout_idempotency_key as kept set lease_until = now() + $4 * interval '1 second'
  from unnest($1::text[], $2::text[], $3::text[]) as held (scope, key, token)
 where kept.scope = held.scope and kept.key = held.key and kept.token = held.token and kept.state = 'running'`

/** Says for all requests of this process that take long that they are still being carried out. */
export const renewKeys = (tx: SqlTx, claims: readonly Claim[], leaseSeconds: number) =>
  tx.query(RENEW_KEYS, [
    claims.map(({ scope }) => scope),
    claims.map(({ key }) => key),
    claims.map(({ token }) => token),
    leaseSeconds,
  ])

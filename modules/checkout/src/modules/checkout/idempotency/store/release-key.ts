import type { SqlTx } from "@holdfast/kernel"
import type { Claim } from "./finish-key"

/** The request changed nothing that is worth keeping, so its key is as if it had never been sent. */
export const releaseKey = (tx: SqlTx, { scope, key, token }: Claim) =>
  tx.query(`delete from checkout_idempotency_key where scope = $1 and key = $2 and token = $3 and state <> 'done'`, [
    scope,
    key,
    token,
  ])

import type { SqlTx } from "@holdfast/kernel"

/** Who holds a key. */
export interface Claim {
  readonly scope: string
  readonly key: string
  readonly token: string
}

export interface AnswerRow {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Null when it is more than what is kept. */
  readonly body: Uint8Array | null
  readonly bodyBytes: number
}

// Also where the outcome was thought unknown: whoever was believed dead has come back with the answer.
const FINISH_KEY = `
update checkout_idempotency_key
   set state = 'done', status = $4, headers = $5::jsonb, body = $6, body_bytes = $7, ended_at = now()
 where scope = $1 and key = $2 and token = $3 and state <> 'done'
returning true as kept`

/** Whether the answer is the key's now; not when another try has taken it over. */
export async function finishKey(tx: SqlTx, claim: Claim, answer: AnswerRow): Promise<boolean> {
  const { status, headers, body, bodyBytes } = answer
  const values = [claim.scope, claim.key, claim.token, status, JSON.stringify(headers), body, bodyBytes]
  return (await tx.query(FINISH_KEY, values)).length > 0
}

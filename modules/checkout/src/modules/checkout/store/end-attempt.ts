import type { SqlTx } from "@holdfast/kernel"
import type { AttemptRefusal, AttemptStep } from "../domain/attempt"

const END = `
update checkout_attempt
   set state = $3, step = coalesce($6, step), steps = steps || $4::jsonb, refusal = $5::jsonb, ended_at = clock_timestamp()
 where id = $1 and lease_owner = $2 and state in ('open', 'stuck')
returning id`

/** The attempt came to nothing. False: it is somebody else's by now. */
export async function endAttempt(
  tx: SqlTx,
  attempt: {
    readonly attemptId: string
    readonly owner: string
    readonly state: "refused" | "undone"
    readonly steps: readonly AttemptStep[]
    readonly refusal: AttemptRefusal
  },
): Promise<boolean> {
  const rows = await tx.query(END, [
    attempt.attemptId,
    attempt.owner,
    attempt.state,
    JSON.stringify(attempt.steps),
    JSON.stringify(attempt.refusal),
    attempt.steps.findLast(({ state: is }) => is === "failed")?.name ?? null,
  ])
  return rows.length > 0
}

const FINISH = `
update checkout_attempt set step = 'done', steps = steps || $2::jsonb where id = $1 and state = 'ordered' and step = 'after'`

/** What follows the order is done too. */
export const finishAttempt = (tx: SqlTx, attemptId: string, steps: readonly AttemptStep[]) =>
  tx.query(FINISH, [attemptId, JSON.stringify(steps)])

const RECORD = `
update checkout_attempt set state = 'ordered', step = 'done', order_id = $3, steps = steps || $4::jsonb, ended_at = clock_timestamp()
 where id = $1 and lease_owner = $2 and state in ('open', 'stuck')`

/** The cart is an order that this attempt did not write itself. */
export const recordOrder = (
  tx: SqlTx,
  attempt: {
    readonly attemptId: string
    readonly owner: string
    readonly orderId: string
    readonly steps: readonly AttemptStep[]
  },
) => tx.query(RECORD, [attempt.attemptId, attempt.owner, attempt.orderId, JSON.stringify(attempt.steps)])

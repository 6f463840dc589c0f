import type { SqlTx } from "@holdfast/kernel"

export interface EffectRow {
  readonly order_id: string
  readonly sequence: number
  readonly effect: string
  readonly facts: Readonly<Record<string, string>>
  readonly attempts: number
}

// A claim is a pause of two minutes: whoever crashes in it is followed by the next.
const CLAIM_EFFECTS = `
update order_lifecycle_effect e set attempts = attempts + 1, next_try_at = now() + interval '2 minutes'
 where (order_id, sequence, effect) in (
   select order_id, sequence, effect from order_lifecycle_effect
    where done_at is null and next_try_at <= now() order by next_try_at limit $1 for update skip locked)
returning order_id, sequence, effect, facts, attempts`

export const claimEffects = (tx: SqlTx, limit: number) => tx.query<EffectRow>(CLAIM_EFFECTS, [limit])

export const retryEffects = (tx: SqlTx, orderId: string) =>
  tx.query(`update order_lifecycle_effect set next_try_at = now() where order_id = $1 and done_at is null`, [orderId])

export const failingEffects = (tx: SqlTx, orderId: string) =>
  tx.query<{ effect: string; error: string }>(
    `select effect, last_error as error from order_lifecycle_effect
      where order_id = $1 and done_at is null and last_error is not null order by sequence, effect`,
    [orderId],
  )

export const effectDone = (tx: SqlTx, { order_id, sequence, effect }: EffectRow) =>
  tx.query(
    `update order_lifecycle_effect set done_at = now(), last_error = null where order_id = $1 and sequence = $2 and effect = $3`,
    [order_id, sequence, effect],
  )

export const effectFailed = (tx: SqlTx, { order_id, sequence, effect, attempts }: EffectRow, error: string) =>
  tx.query(
    `update order_lifecycle_effect
        set last_error = left($4, 1000), next_try_at = now() + least(power(2, $5::int), 720) * interval '30 seconds'
      where order_id = $1 and sequence = $2 and effect = $3`,
    [order_id, sequence, effect, error, attempts],
  )

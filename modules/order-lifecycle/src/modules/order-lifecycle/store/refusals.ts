import type { SqlTx } from "@holdfast/kernel"

export interface RefusalToLog {
  readonly order_id: string
  readonly event: string
  readonly event_id: string
  readonly state: string
  readonly code: string
  readonly message: string
  readonly next_step: string
  readonly guard: string | null
  readonly actor: object
  readonly saw: object
}

export interface RefusalRow extends RefusalToLog {
  readonly id: string
  readonly at: string
}

/** The statement, or part of one, that logs the refusals of a parameter that holds them as JSON. */
export const refusalInsert = (given: string): string =>
  `insert into order_lifecycle_refusal (order_id, event, event_id, state, code, message, next_step, guard, actor, saw)
  select order_id, event, event_id, state, code, message, next_step, guard, actor, saw
    from jsonb_to_recordset(${given}::jsonb) as t (order_id text, event text, event_id text, state text, code text, message text,
         next_step text, guard text, actor jsonb, saw jsonb)`

const LOG_REFUSALS = refusalInsert("$1")

export const logRefusals = (tx: SqlTx, refusals: readonly RefusalToLog[]) =>
  tx.query(LOG_REFUSALS, [JSON.stringify(refusals)])

export interface RefusalFilter {
  readonly orderId?: string | undefined
  readonly code?: string | undefined
  readonly limit: number
  readonly offset: number
}

const LIST_REFUSALS = `
select *, count(*) over ()::int as count from order_lifecycle_refusal
 where ($1::text is null or order_id = $1) and ($2::text is null or code = $2)
 order by id desc limit $3 offset $4`

/** Newest first. */
export const listRefusals = (tx: SqlTx, { orderId, code, limit, offset }: RefusalFilter) =>
  tx.query<RefusalRow & { count: number }>(LIST_REFUSALS, [orderId ?? null, code ?? null, limit, offset])

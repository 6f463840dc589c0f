import type { SqlTx } from "@holdfast/kernel"
import type { BudgetShare, CounterId } from "./lock-counters"
import { toRevisions, type RevisionRow, type Revisions } from "./revisions"

const REVISIONS = `select 'revision' as kind, name as key, '' as scope, revision::text as amount from stacking_revision`

// A hold that lapsed counts no more, swept or not; what the asking cart has is its own.
const notCounting = (counter: string) => `
       coalesce((select sum(u.amount) from stacking_use u where (u.key, u.scope) = (${counter}.key, ${counter}.scope)
                    and u.state = 'held' and u.expires_at <= clock_timestamp() and u.cart_id is distinct from $3), 0)
       + coalesce((select u.amount from stacking_use u where (u.key, u.scope, u.cart_id) = (${counter}.key, ${counter}.scope, $3)), 0)`

const TAKEN = `
select 'taken', c.key, c.scope, (c.used + c.held - (${notCounting("c")}))::text
  from stacking_counter c where (c.key, c.scope) in (select * from unnest($1::text[], $2::text[]))`

// The host's row says what everybody has used of a budget, so what does not count is put back.
const BUDGETS = `
select 'left', w.key, w.scope,
       (floor((b."limit" - case when w.attribute_value is null then b.used else coalesce(s.used, 0) end) / w.unit)
         + (${notCounting("w")}))::text
  from unnest($4::text[], $5::text[], $6::text[], $7::numeric[], $8::text[]) as w (key, scope, budget_id, unit, attribute_value)
  join promotion_campaign_budget b on b.id = w.budget_id and b.deleted_at is null and coalesce(b."limit", 0) <> 0
  left join promotion_campaign_budget_usage s
    on s.budget_id = b.id and s.attribute_value = w.attribute_value and s.deleted_at is null`

const READ_REVISIONS = REVISIONS
const READ_USAGE = `${REVISIONS} union all ${TAKEN}`
const READ_ALL = `${REVISIONS} union all ${TAKEN} union all ${BUDGETS}`

export interface Usage {
  /** Of the rules, as they were when the rest was read. */
  readonly revisions: Revisions
  /** What is taken of counters by everybody but one cart. One that nobody used yet is missing. */
  readonly taken: readonly (CounterId & { readonly taken: string })[]
  /** What is left of budgets of campaigns for one cart. One without a limit is missing. */
  readonly left: readonly (CounterId & { readonly left: string })[]
}

interface Row {
  readonly kind: "revision" | "taken" | "left"
  readonly key: string
  readonly scope: string
  readonly amount: string
}

/** The revision of the rules, with what is taken of counters and left of budgets for one cart: one statement. */
export async function readUsage(
  tx: SqlTx,
  counters: readonly CounterId[],
  budgets: readonly (CounterId & { readonly budget: BudgetShare })[],
  cartId: string | null,
): Promise<Usage> {
  const none = counters.length === 0 && budgets.length === 0
  const sql = none ? READ_REVISIONS : budgets.length === 0 ? READ_USAGE : READ_ALL
  const ofCounters = [counters.map(({ key }) => key), counters.map(({ scope }) => scope), cartId]
  const ofBudgets = [
    budgets.map(({ key }) => key),
    budgets.map(({ scope }) => scope),
    budgets.map(({ budget }) => budget.id),
    budgets.map(({ budget }) => budget.unit),
    budgets.map(({ budget }) => budget.attributeValue),
  ]
  const rows = await tx.query<Row>(sql, none ? [] : [...ofCounters, ...(budgets.length > 0 ? ofBudgets : [])])
  const of = (kind: Row["kind"]) => rows.filter((row) => row.kind === kind)
  return {
    revisions: toRevisions(
      of("revision").map(({ key, amount }) => ({ name: key as RevisionRow["name"], revision: amount })),
    ),
    taken: of("taken").map(({ key, scope, amount }) => ({ key, scope, taken: amount })),
    left: of("left").map(({ key, scope, amount }) => ({ key, scope, left: amount })),
  }
}

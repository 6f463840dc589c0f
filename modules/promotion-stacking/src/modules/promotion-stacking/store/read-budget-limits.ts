import type { SqlTx } from "@holdfast/kernel"
import type { CounterId } from "./lock-counters"

// What others than entries have used of a budget is not in our counters, so it is taken off the limit. The host reads a
// limit of nothing as none.
const READ = `
select c.key, c.scope,
       (floor((b."limit" - case when c.attribute_value is null then b.used else coalesce(u.used, 0) end) / c.unit)
         + c.used + c.held)::text as "limit"
  from stacking_counter c
  join promotion_campaign_budget b on b.id = c.budget_id and b.deleted_at is null and coalesce(b."limit", 0) <> 0
  left join promotion_campaign_budget_usage u
    on u.budget_id = b.id and u.attribute_value = c.attribute_value and u.deleted_at is null
 where (c.key, c.scope) in (select * from unnest($1::text[], $2::text[]))`

/**
 * How far counters of budgets may go now. Both the counters and the budgets are locked. A budget without a limit, or of
 * a campaign that is gone, is missing from the answer.
 */
export const readBudgetLimits = (
  tx: SqlTx,
  counters: readonly CounterId[],
): Promise<readonly (CounterId & { readonly limit: string })[]> =>
  tx.query(READ, [counters.map(({ key }) => key), counters.map(({ scope }) => scope)])

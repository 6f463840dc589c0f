import type { SqlTx } from "@holdfast/kernel"

// By id, as the host locks them when an order uses its own promotions; and always after the counters.
const LOCK_BUDGETS = `
select 1 from promotion_campaign_budget where id = any($1::text[]) order by id for no key update`

/** Locks budgets of campaigns until the transaction ends: the host waits before it spends from them, and we for it. */
export const lockBudgets = (tx: SqlTx, ids: readonly string[]) => tx.query(LOCK_BUDGETS, [ids])

const LOCK_BUDGETS_OF = `
select 1 from promotion_campaign_budget
 where campaign_id in (select campaign_id from promotion where code = any($1::text[]) and deleted_at is null)
 order by id for no key update`

/** The same, of the campaigns that promotions with these codes belong to. */
export const lockBudgetsOf = (tx: SqlTx, codes: readonly string[]) => tx.query(LOCK_BUDGETS_OF, [codes])

import type { SqlTx } from "@holdfast/kernel"

/** The budget of a campaign of the host's. What is used of it is read with every price; this changes rarely. */
export interface CampaignBudget {
  readonly id: string
  /** By which entries name the campaign. */
  readonly campaign: string
  readonly type: "spend" | "usage" | "use_by_attribute"
  /** ISO code in capitals; null counts amounts of any currency. */
  readonly currency: string | null
  /** Whose uses it counts, for `use_by_attribute`: `customer_id` or `customer_email`. */
  readonly attribute: string | null
}

const READ = `
select b.id, c.campaign_identifier as campaign, b.type, upper(b.currency_code) as currency, b.attribute
  from promotion_campaign_budget b join promotion_campaign c on c.id = b.campaign_id
 where b.deleted_at is null and c.deleted_at is null and b.type in ('spend', 'usage', 'use_by_attribute')`

/** The campaigns that have a budget, by the identifier that entries name. */
export async function readCampaignBudgets(tx: SqlTx): Promise<ReadonlyMap<string, CampaignBudget>> {
  const rows = await tx.query<CampaignBudget>(READ, [])
  return new Map(rows.map((budget) => [budget.campaign, budget]))
}

import type { ComputeActions, Context, PromotionTypes } from "@medusajs/framework/types"
import { CampaignBudgetType, ComputedActions, MathBN, MedusaError } from "@medusajs/framework/utils"
import { ComputeActionUtils } from "@medusajs/promotion/dist/utils"
import { exponentOf, type Currency } from "@holdfast/kernel"
import { toMinor, type HostContext } from "./cart-from-context"
import type { Left } from "./domain/candidate"
import type { Cart } from "./domain/cart"
import { prepare } from "./domain/work"
import { whyNotHost } from "./host-rules"
import { hostTaken, type HostPromotion } from "./host-taken"

type BudgetUsage = PromotionTypes.CampaignBudgetUsageDTO

/** The host's service for uses of budgets that count by customer or by address. */
export interface BudgetUsages {
  readonly campaignBudgetUsageService_: {
    list(filter: object, config: object, context: Context): Promise<BudgetUsage[]>
  }
}

export interface HostLimits {
  /** What is spent, and what budgets in money still cover, by promotion. */
  readonly left: Left
  /** What the host answers of promotions that their limits or budgets hold back. */
  readonly actions: readonly ComputeActions[]
}

export interface HostLimitsAsked {
  readonly promotions: readonly HostPromotion[]
  readonly context: HostContext
  readonly cart: Cart
  readonly currency: Currency
  /** As the host means it: uses of a promotion and by attribute are not looked at, a campaign's budget is. */
  readonly skipUsageLimits: boolean
  /** How often somebody used a budget that counts by customer or by address. */
  readonly usageOf: (budgetId: string, attributeValue: string) => Promise<BudgetUsage | undefined>
}

interface Held {
  readonly spent: string | null
  readonly budget: bigint | null
  readonly action: string | null
}

/** Limits and campaign budgets of the host's own promotions. Reads nothing for promotions that have none. */
export async function hostLimits(asked: HostLimitsAsked): Promise<HostLimits> {
  const left = new Map<string, { readonly spent: string | null; readonly budget: bigint | null }>()
  const actions: { readonly action: string; readonly code: string }[] = []
  for (const promotion of asked.promotions) {
    const code = promotion.code
    if (!code) continue
    const held = (asked.skipUsageLimits ? null : await usesOf(promotion, asked)) ?? budgetOf(promotion, asked)
    if (!held) continue
    left.set(code, { spent: held.spent, budget: held.budget })
    if (held.action) actions.push({ action: held.action, code })
  }
  return { left, actions: actions as unknown as ComputeActions[] }
}

/** What counts uses of one promotion, whether or not it fits the cart. */
async function usesOf(promotion: HostPromotion, asked: HostLimitsAsked): Promise<Held | null> {
  const budget = promotion.campaign?.budget
  if (budget?.type === CampaignBudgetType.USE_BY_ATTRIBUTE) {
    const attribute = (budget as { attribute?: string }).attribute ?? ""
    const value = valueOf(attribute, asked.context)
    // The host's own words: storefronts may know them.
    if (!value) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        `Attribute value for "${attribute}" is required by promotion campaing budget`,
      )
    }
    const usage = await asked.usageOf(budget.id, value)
    if (usage && ComputeActionUtils.computeActionForBudgetExceeded(promotion, 1, usage)) {
      return {
        spent: `its campaign's uses for this ${attribute} are spent`,
        budget: null,
        action: ComputedActions.CAMPAIGN_BUDGET_EXCEEDED,
      }
    }
  }
  const { limit, used } = promotion as { readonly limit?: number | null; readonly used?: number | null }
  if (typeof limit !== "number" || (used ?? 0) < limit) return null
  return { spent: "all its uses are spent", budget: null, action: ComputedActions.PROMOTION_LIMIT_EXCEEDED }
}

function valueOf(attribute: string, context: HostContext): string | null {
  const known = ComputeActionUtils.getBudgetUsageContextFromComputeActionContext(context)
  return (known as unknown as Readonly<Record<string, string | null>>)[attribute] ?? null
}

/** A campaign's budget, of a promotion that would otherwise take something off this cart. */
function budgetOf(promotion: HostPromotion, { context, cart, currency }: HostLimitsAsked): Held | null {
  const budget = promotion.campaign?.budget
  if (!budget?.limit || budget.type === CampaignBudgetType.USE_BY_ATTRIBUTE) return null
  if (whyNotHost(promotion, context)) return null
  const room =
    budget.type === CampaignBudgetType.SPEND ? floor(MathBN.sub(budget.limit, budget.used ?? 0), currency) : null
  const work = prepare(cart, false)
  const { taken, exceeded } = hostTaken(promotion, context, currency, work, work.initial)
  const over = room !== null && taken.total > room
  return {
    spent: (exceeded && taken.total === 0n) || over ? "its campaign's budget does not cover it" : null,
    budget: room,
    action: exceeded || over ? ComputedActions.CAMPAIGN_BUDGET_EXCEEDED : null,
  }
}

const floor = (amount: ReturnType<typeof MathBN.convert>, currency: Currency) =>
  toMinor(MathBN.convert(amount.toFixed(exponentOf(currency), 1)), currency)

import { ApplicationMethodTargetType } from "@medusajs/framework/utils"
import { areRulesValidForContext } from "@medusajs/promotion/dist/utils"
import type { Currency } from "@holdfast/kernel"
import type { HostContext } from "./cart-from-context"
import type { Unfulfilled } from "./domain/condition-check"
import type { Rule } from "./domain/rule"
import { NOTHING_TAKEN } from "./domain/work"
import { hostTaken, type HostPromotion } from "./host-taken"
import { NO_FIELDS, type StackingFields } from "./stacking-fields"

/**
 * Promotions of the host's own as rules: its conditions and its arithmetic, our stacking.
 *
 * @param promotions that are active, in their window, and automatic or entered, with their rules and methods
 */
export function hostRules(
  promotions: readonly HostPromotion[],
  context: HostContext,
  currency: Currency,
  fieldsOf: ReadonlyMap<string, StackingFields>,
): Rule[] {
  return promotions.flatMap((promotion) => {
    const method = promotion.application_method
    if (!method || !promotion.code) return []
    const take: Rule["take"] = (work, _matched, state, budget) => {
      const { taken } = hostTaken(promotion, context, currency, work, state)
      // The host refuses each line that its budget does not cover; together they may not pass it either.
      return budget !== null && taken.total > budget ? NOTHING_TAKEN : taken
    }
    return [
      {
        ...(fieldsOf.get(promotion.id) ?? NO_FIELDS),
        id: promotion.code,
        campaign: promotion.campaign?.campaign_identifier ?? null,
        status: "active",
        codes: new Set<string>(),
        condition: { kind: "always" },
        check: () => whyNotHost(promotion, context),
        excludesLine: null,
        matched: (work) => [...work.kinds.keys()],
        take,
        alone: (work, matched, budget) => take(work, matched, work.initial, budget).total,
        limits: null,
        gift: null,
        bound: "alone",
      } satisfies Rule,
    ]
  })
}

/** Why the host would not apply it to this cart; null when it would. */
export function whyNotHost(promotion: HostPromotion, context: HostContext): Unfulfilled | null {
  const wanted = promotion.application_method?.currency_code
  if (wanted && wanted !== context.currency_code) {
    return { code: "attribute_not_met", because: `it is in ${wanted}, and the cart in ${context.currency_code}` }
  }
  const fits = areRulesValidForContext(promotion.rules ?? [], context as never, ApplicationMethodTargetType.ORDER)
  return fits ? null : { code: "attribute_not_met", because: "the cart does not fulfil the promotion's rules" }
}

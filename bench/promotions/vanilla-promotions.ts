import type { CreatePromotionDTO, IPromotionModuleService } from "@medusajs/framework/types"
import type { Contestant } from "./contestant"
import { matching } from "./naive-scan"
import type { PlainCart, PlainCondition, PlainPromotion, RuleSet } from "./rule-set"

/** As many as an importer would make at once. */
const PORTION = 250

/** Gives the host's module promotions it does not have yet. */
export async function addPromotions(
  service: IPromotionModuleService,
  promotions: readonly PlainPromotion[],
): Promise<void> {
  for (let from = 0; from < promotions.length; from += PORTION) {
    await service.createPromotions(promotions.slice(from, from + PORTION).map(promotionFor))
  }
}

/**
 * The host's own module. It knows no priority, group or exclusivity: whatever matches applies, largest value first, with
 * no rounding. So its totals are its own, and what is required of it is to find the same promotions.
 */
export function vanillaPromotions(
  service: IPromotionModuleService,
  { promotions, carts }: RuleSet,
): Contestant & { readonly checkFound: (cart: number) => Promise<void> } {
  const contexts = carts.map(contextOf)
  const actionsFor = (at: number) => service.computeActions([...carts[at]!.codes], contexts[at]! as never)
  const leftAfter = (at: number, actions: Awaited<ReturnType<typeof actionsFor>>) => {
    let left = carts[at]!.subtotal
    for (const action of actions) if ("amount" in action) left -= Number(action.amount) * 100
    return left
  }
  return {
    name: "vanilla",
    price: async (at) => leftAfter(at, await actionsFor(at)),
    checkFound: async (at) => {
      const actions = await actionsFor(at)
      const found = new Set(actions.flatMap((action) => ("code" in action ? [action.code] : [])))
      const wanted = matching(promotions, carts[at]!)
      const missing = wanted.filter((promotion) => !found.has(codeOf(promotion)))
      const left = leftAfter(at, actions)
      // It says nothing of one that would take less than a minor unit of what others left.
      const missed = missing.filter(({ percent }) => (left * percent) / 100 >= 1)
      if (missed.length === 0 && found.size + missing.length === wanted.length) return
      throw new Error(
        `Cart ${at} matches ${wanted.length} promotions, and the host applies ${found.size}${missed[0] ? `, without ${missed[0].id}` : ""}.`,
      )
    },
  }
}

const codeOf = ({ id, code }: PlainPromotion) => code ?? id

const promotionFor = (promotion: PlainPromotion): CreatePromotionDTO => ({
  code: codeOf(promotion),
  type: "standard",
  status: "active",
  is_automatic: promotion.code === null,
  rules: promotion.conditions.map(ruleFor),
  application_method: {
    ...{ type: "percentage", target_type: "order", allocation: "across" },
    ...{ value: promotion.percent, currency_code: "eur" },
  },
})

const ATTRIBUTE = {
  category: "items.product.categories.id",
  brand: "items.product.collection_id",
  sku: "items.variant_sku",
  customerGroup: "customer.groups.id",
} as const

function ruleFor(condition: PlainCondition) {
  if (condition.on === "subtotal") {
    return { attribute: "subtotal", operator: "gte" as const, values: [String(condition.atLeast / 100)] }
  }
  return { attribute: ATTRIBUTE[condition.on], operator: "in" as const, values: [...new Set(condition.anyOf)] }
}

/** What a cart of the host has, as far as a promotion looks at it; its amounts are in major units. */
export const contextOf = ({ lines, customerGroup, subtotal }: PlainCart) => ({
  currency_code: "eur",
  subtotal: subtotal / 100,
  customer: { groups: [{ id: customerGroup }] },
  items: lines.map(({ id, sku, category, brand, quantity, amount }) => ({
    ...{
      id,
      quantity,
      unit_price: amount / quantity / 100,
      subtotal: amount / 100,
      original_total: amount / 100,
      is_discountable: true,
    },
    ...{ variant_sku: sku, product: { collection_id: brand, categories: [{ id: category }] } },
  })),
  shipping_methods: [],
})

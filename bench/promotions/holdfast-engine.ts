import type { Contestant } from "./contestant"
import { type Cart, type Condition, type Entry, evaluate, type Policy, RuleIndex, ruleOf } from "./engine"
import type { PlainCart, PlainCondition, PlainPromotion, RuleSet } from "./rule-set"

export const BY_PRIORITY: Policy = { resolution: "priority", campaigns: new Map() }

/** Our engine, which answers the shares of the lines and the whole trace as well. */
export function holdfastEngine({ promotions, carts }: RuleSet): Contestant & { readonly index: RuleIndex } {
  const index = new RuleIndex(promotions.map((promotion) => ruleOf(entryOf(promotion))))
  const own = carts.map(cartOf)
  return {
    name: "holdfast",
    index,
    price: (at) => carts[at]!.subtotal - Number(evaluate(own[at]!, index, BY_PRIORITY).discount),
  }
}

/** What every entry of the bench has in common; others spread it. */
export const PLAIN_ENTRY: Omit<Entry, "id" | "action"> = {
  ...{ status: "active", priority: 0, lane: 0, base: "current", group: null, exclusive: false, stacksWith: "any" },
  ...{ codes: [], campaign: null, condition: { kind: "always" }, lines: null },
  exclusions: { lines: [], promotions: [] },
  limits: { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null },
}

export const NO_CAPS = { perUnit: null, perLine: null, perOrder: null } as const

export const entryOf = (
  { id, code, conditions, percent, priority, group, exclusive }: PlainPromotion,
  status: Entry["status"] = "active",
): Entry => ({
  ...PLAIN_ENTRY,
  ...{ id, status, priority, group, exclusive },
  codes: code === null ? [] : [code],
  condition: { kind: "all", of: conditions.map(conditionOf) },
  action: { type: "percent_off", ppm: percent * 10_000, appliesTo: "order", caps: NO_CAPS },
})

// Shops keep brands in collections.
const ATTRIBUTE = { category: "category", brand: "collection", sku: "variant" } as const

function conditionOf(condition: PlainCondition): Condition {
  if (condition.on === "subtotal") {
    return { kind: "subtotal", atLeast: { EUR: BigInt(condition.atLeast) }, atMost: null }
  }
  const { on, anyOf } = condition
  if (on === "customerGroup") return { kind: "cart", attribute: "customer_group", anyOf }
  return { kind: "lines", selector: { [ATTRIBUTE[on]]: anyOf }, minQuantity: 1 }
}

export const cartOf = ({ lines, customerGroup, codes }: PlainCart): Cart => ({
  currency: "EUR",
  nowMs: Date.UTC(2026, 2, 10, 12),
  attributes: { customer_group: [customerGroup] },
  firstOrder: null,
  codes,
  lines: lines.map(({ id, sku, category, brand, quantity, amount }) => ({
    ...{ id, quantity, amount: BigInt(amount), discountable: true },
    attributes: { variant: [sku], category: [category], collection: [brand] },
  })),
  shipping: [],
})

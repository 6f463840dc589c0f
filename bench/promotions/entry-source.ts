import type { PlainCondition, PlainPromotion } from "./rule-set"

/** A promotion as the module imports it. */
export const entrySource = ({ id, code, conditions, percent, priority, group, exclusive }: PlainPromotion) => ({
  ...{ id, priority, group, exclusive, stacks_with: "any" },
  codes: code === null ? [] : [code],
  // An import refuses an empty list.
  conditions: conditions.length > 0 ? { all: conditions.map(conditionSource) } : {},
  action: { type: "percent_off", value: percent, applies_to: "order" },
})

// Shops keep brands in collections.
const ANY_OF = { category: "any_of_categories", brand: "any_of_collections", sku: "any_of_variants" } as const

function conditionSource(condition: PlainCondition): object {
  if (condition.on === "subtotal") return { min_subtotal_cents: condition.atLeast }
  const { on, anyOf } = condition
  const values = [...new Set(anyOf)]
  return on === "customerGroup" ? { customer_groups: values } : { cart_contains: { [ANY_OF[on]]: values } }
}

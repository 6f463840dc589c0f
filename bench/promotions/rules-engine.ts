import { Engine, type RuleProperties } from "json-rules-engine"
import type { Contestant } from "./contestant"
import { priceByChoice } from "./price-by-choice"
import type { PlainCart, PlainCondition, PlainPromotion, RuleSet } from "./rule-set"

/** json-rules-engine finds the promotions; it knows no stacking, so what it found is chosen from as for the naive scan. */
export function rulesEngine({ promotions, carts }: RuleSet): Contestant {
  const engine = new Engine([], { allowUndefinedFacts: true })
  engine.addOperator<readonly string[], readonly string[]>("anyIn", (has, wanted) =>
    has.some((value) => wanted.includes(value)),
  )
  const byId = new Map(promotions.map((promotion) => [promotion.id, promotion]))
  for (const promotion of promotions) engine.addRule(ruleFor(promotion))
  const facts = carts.map(factsOf)
  return {
    name: "json-rules-engine",
    price: async (at) => {
      const { events } = await engine.run(facts[at])
      const found = events.flatMap(({ type }) => byId.get(type) ?? [])
      return priceByChoice(carts[at]!.subtotal, found)
    },
  }
}

const ruleFor = ({ id, code, conditions }: PlainPromotion): RuleProperties => ({
  name: id,
  event: { type: id },
  conditions: {
    all: [
      ...(code === null ? [] : [{ fact: "codes", operator: "anyIn", value: [code] }]),
      ...conditions.map(conditionFor),
    ],
  },
})

function conditionFor(condition: PlainCondition) {
  if (condition.on === "subtotal") {
    return { fact: "subtotal", operator: "greaterThanInclusive", value: condition.atLeast }
  }
  const { on, anyOf } = condition
  return { fact: on, operator: on === "customerGroup" ? "in" : "anyIn", value: anyOf }
}

const factsOf = ({ lines, customerGroup, codes, subtotal }: PlainCart) => ({
  ...{ customerGroup, codes, subtotal },
  category: lines.map((line) => line.category),
  brand: lines.map((line) => line.brand),
  sku: lines.map((line) => line.sku),
})

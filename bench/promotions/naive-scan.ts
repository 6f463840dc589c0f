import type { Contestant } from "./contestant"
import { priceByChoice } from "./price-by-choice"
import type { PlainCart, PlainCondition, PlainPromotion, RuleSet } from "./rule-set"

/** Asks every promotion about every cart: what everybody writes first, and what says which answer is right. */
export function naiveScan({ promotions, carts }: RuleSet): Contestant {
  return {
    name: "naive scan",
    price: (at) => {
      const cart = carts[at]!
      return priceByChoice(cart.subtotal, matching(promotions, cart))
    },
  }
}

export const matching = (promotions: readonly PlainPromotion[], cart: PlainCart): PlainPromotion[] =>
  promotions.filter(
    ({ code, conditions }) =>
      (code === null || cart.codes.includes(code)) && conditions.every((condition) => fulfils(cart, condition)),
  )

function fulfils(cart: PlainCart, condition: PlainCondition): boolean {
  switch (condition.on) {
    case "subtotal":
      return cart.subtotal >= condition.atLeast
    case "customerGroup":
      return condition.anyOf.includes(cart.customerGroup)
    case "category":
    case "brand":
    case "sku": {
      const { on, anyOf } = condition
      return cart.lines.some((line) => anyOf.includes(line[on]))
    }
  }
}

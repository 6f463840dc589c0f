import { flattenObjectToKeyValuePairs } from "@medusajs/framework/utils"
import { adjustmentCodes } from "./actions-from-evaluation"
import type { HostContext } from "./cart-from-context"
import type { HostPromotion } from "./host-taken"

interface HostRule {
  readonly attribute?: string
  readonly operator?: string
  readonly values?: readonly { readonly value?: string | null }[]
}

export interface HostInPlay {
  /** What a trace speaks of: entered, carried, or automatic and asking for nothing that the cart does not have. */
  readonly promotions: readonly HostPromotion[]
  /** Those of them whose limits the host would look at: no automatic one that no value of the cart can fulfil. */
  readonly lookedAt: readonly HostPromotion[]
}

/** Which promotions of the host's own have a say in a cart, among those that are active. */
export function hostPromotionsInPlay(
  active: readonly HostPromotion[],
  entered: readonly string[],
  context: HostContext,
  preventAutomatic: boolean,
): HostInPlay {
  if (active.length === 0) return { promotions: [], lookedAt: [] }
  const carried = adjustmentCodes(context)
  const values = valuesByAttribute(context)
  const promotions: HostPromotion[] = []
  const lookedAt: HostPromotion[] = []
  for (const promotion of active) {
    const code = promotion.code ?? ""
    // What the cart carries is looked at again, even where no others are.
    const named = entered.includes(code) || (promotion.is_automatic === true && carried.includes(code))
    const offered = promotion.is_automatic === true && !preventAutomatic
    // A rule whose attribute the cart does not have leaves it out, even "is not": no number is compared with nothing.
    if (named || (offered && rulesOf(promotion).every((rule) => values.has(rule.attribute ?? "")))) {
      promotions.push(promotion)
      if (named || rulesOf(promotion).every((rule) => couldFulfil(rule, values))) lookedAt.push(promotion)
    }
  }
  return { promotions, lookedAt }
}

const rulesOf = ({ rules = [], application_method: method }: HostPromotion): readonly HostRule[] => [
  ...rules,
  ...(method?.target_rules ?? []),
  ...(method?.buy_rules ?? []),
]

/** As the host's query asks before it reads a promotion: of all values of the cart together, not line by line. */
function couldFulfil(rule: HostRule, values: ReadonlyMap<string, readonly unknown[]>): boolean {
  const known = values.get(rule.attribute ?? "") ?? []
  const texts = new Set(known.map(String))
  const asked = (rule.values ?? []).flatMap(({ value }) => (typeof value === "string" ? [value] : []))
  const numbers = known.map(Number).filter((number) => !Number.isNaN(number))
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const compared = (holds: (value: number, text: string) => boolean) =>
    numbers.length === 0 || asked.every((text) => holds(Number(text), text))
  switch (rule.operator) {
    case "in":
    case "eq":
      return texts.size === 0 || asked.some((text) => texts.has(text))
    case "gt":
      return compared((value) => value < most)
    case "gte":
      return compared((value, text) => value <= most || texts.has(text))
    case "lt":
      return compared((value) => value > least)
    case "lte":
      return compared((value, text) => value >= least || texts.has(text))
    default:
      return true
  }
}

function valuesByAttribute(context: HostContext): ReadonlyMap<string, readonly unknown[]> {
  const { items = [], shipping_methods: methods = [], ...rest } = context
  const read = (part: object, prefix: string) =>
    Object.entries(flattenObjectToKeyValuePairs(part)).map(
      ([key, value]) => [`${prefix}${key}`, (Array.isArray(value) ? value : [value]) as readonly unknown[]] as const,
    )
  return new Map([...read(items, "items."), ...read(methods, "shipping_methods."), ...read(rest, "")])
}

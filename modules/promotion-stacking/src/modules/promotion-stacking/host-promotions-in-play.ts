import { flattenObjectToKeyValuePairs } from "@medusajs/framework/utils"
import { adjustmentCodes } from "./actions-from-evaluation"
import type { HostContext } from "./cart-from-context"
import type { HostPromotion } from "./host-taken"

interface HostRule {
  readonly attribute?: string
}

/** Which promotions of the host's own it would look at for a cart, among those that are active. */
export function hostPromotionsInPlay(
  promotions: readonly HostPromotion[],
  entered: readonly string[],
  context: HostContext,
  preventAutomatic: boolean,
): readonly HostPromotion[] {
  if (promotions.length === 0) return promotions
  const carried = adjustmentCodes(context)
  const keys = attributesOf(context)
  return promotions.filter((promotion) => {
    const code = promotion.code ?? ""
    if (entered.includes(code)) return true
    // What the cart carries is looked at again, even where no others are.
    return promotion.is_automatic && (carried.includes(code) || (!preventAutomatic && asksOnlyFor(keys, promotion)))
  })
}

/**
 * An automatic promotion that asks for an attribute which the cart does not have is left out, even where its rule says
 * "is not". So no number is compared with nothing.
 */
const asksOnlyFor = (keys: ReadonlySet<string>, { rules = [], application_method: method }: HostPromotion) =>
  [...rules, ...(method?.target_rules ?? []), ...(method?.buy_rules ?? [])].every(({ attribute }: HostRule) =>
    keys.has(attribute ?? ""),
  )

function attributesOf(context: HostContext): ReadonlySet<string> {
  const { items = [], shipping_methods: methods = [], ...rest } = context
  return new Set([
    ...Object.keys(flattenObjectToKeyValuePairs(items)).map((key) => `items.${key}`),
    ...Object.keys(flattenObjectToKeyValuePairs(methods)).map((key) => `shipping_methods.${key}`),
    ...Object.keys(flattenObjectToKeyValuePairs(rest)),
  ])
}

import type { MedusaContainer } from "@medusajs/framework/types"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { updateCartPromotionsWorkflow } from "@medusajs/medusa/core-flows"
import { ContainerRegistrationKeys, PromotionActions } from "@medusajs/framework/utils"
import { codesOf } from "../../workflows/check-promotions"
import { keepGifts } from "../../workflows/keep-gifts"

const SHOWN = [
  "*",
  "total",
  "subtotal",
  "tax_total",
  "discount_total",
  "shipping_total",
  "items.*",
  "items.adjustments.*",
]

/** What the check before payment refuses, and another price resolves. */
const ENDED: ReadonlySet<string> = new Set([
  "promotion_changed",
  "promotion_limit_reached",
  "promotion_customer_limit_reached",
  "promotion_cohort_limit_reached",
  "promotion_budget_spent",
  "promotion_code_taken",
])

/**
 * A cart whose promotions have changed since it was shown is priced anew, and the shopper sees the new price instead of
 * an order: the answer is the host's own for a cart that could not be completed.
 */
export function refreshEndedPromotions(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const json = res.json.bind(res)
  // Known here alone: a route's parameters are gone when its error is answered.
  const cartId = req.params["id"] ?? ""
  res.json = (sent: unknown) => {
    const { code = "", message } = (sent ?? {}) as { code?: string; message?: string }
    if (res.statusCode !== 400 || !ENDED.has(code)) return json(sent)
    res.json = json
    priceAnew(req.scope, cartId)
      .then((cart) => res.status(200).json({ type: "cart", cart, error: { message, name: code, type: "not_allowed" } }))
      .catch((error: unknown) => {
        // The refusal stands, and nothing was charged. The next change of the cart prices it anew.
        req.scope.resolve(ContainerRegistrationKeys.LOGGER).error(error as Error)
        json(sent)
      })
    return res
  }
  next()
}

async function priceAnew(container: MedusaContainer, cartId: string): Promise<unknown> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const read = async (fields: string[]) =>
    (await query.graph({ entity: "cart", fields, filters: { id: cartId } })).data[0] as unknown
  const codes = codesOf((await read(["promotions.code"])) as Parameters<typeof codesOf>[0])
  await updateCartPromotionsWorkflow(container).run({
    input: {
      cart_id: cartId,
      promo_codes: codes,
      action: PromotionActions.REPLACE,
      force_refresh_payment_collection: true,
    },
  })
  await keepGifts(container, cartId)
  return read([...SHOWN])
}

import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { updateCartPromotionsWorkflow } from "@medusajs/medusa/core-flows"
import { ContainerRegistrationKeys, PromotionActions } from "@medusajs/framework/utils"
import { codesOf } from "../../workflows/check-promotions"
import { readPricedCart } from "../../workflows/read-priced-cart"
import { stackingOf } from "../stacking-of"

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

/**
 * A cart whose promotions have changed since it was shown is priced anew, and the shopper sees the new price instead of
 * an order: the answer is the host's own for a cart that could not be completed.
 */
export async function refreshEndedPromotions(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const stacking = stackingOf(req)
  const cart = (await stacking.hasRules()) ? await readPricedCart(req.scope, req.params["id"] ?? "") : null
  if (!cart || cart.completed_at) {
    next()
    return
  }
  const changed = await stacking.priceChanged(codesOf(cart), cart)
  if (!changed) {
    next()
    return
  }
  await updateCartPromotionsWorkflow(req.scope).run({
    input: {
      cart_id: cart.id,
      promo_codes: codesOf(cart),
      action: PromotionActions.REPLACE,
      force_refresh_payment_collection: true,
    },
  })
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "cart", fields: [...SHOWN], filters: { id: cart.id } })
  res.status(200).json({
    type: "cart",
    cart: data[0] as unknown,
    error: { message: `${changed.message} ${changed.nextStep}`, name: changed.code, type: "not_allowed" },
  })
}

import { MathBN, MedusaError } from "@medusajs/framework/utils"
import type { CartRead } from "../../modules/checkout/domain/cart-read"
import type { StockLine } from "../checkout-ports"

const { INVALID_DATA } = MedusaError.Types

/**
 * Units that the order takes: kits in parts, only what is managed.
 *
 * @throws MedusaError as the host does for variants without a product, without items, or without a place to ship from
 */
export function orderDemand(cart: CartRead, lineIds: readonly string[]): readonly StockLine[] {
  for (const { variant, quantity } of cart.items) {
    if (variant && !variant.product_id) throw new MedusaError(INVALID_DATA, "Variant does not have a product")
    if (quantity <= 0) throw new MedusaError(INVALID_DATA, "Item quantity must be greater than 0")
  }
  const managed = cart.items.flatMap((item, place) =>
    item.variant?.manage_inventory ? [{ ...item, variant: item.variant, lineId: lineIds[place] ?? "" }] : [],
  )
  const [location] = cart.locations
  return managed.flatMap(({ variant, quantity, lineId }) => {
    if (variant.parts.length === 0) {
      throw new MedusaError(INVALID_DATA, `Variant ${variant.id} does not have any inventory items associated with it.`)
    }
    if (cart.sales_channel_id && !location && !variant.allow_backorder) {
      throw new MedusaError(
        INVALID_DATA,
        `Sales channel ${cart.sales_channel_id} is not associated with any stock location for variant ${variant.id}.`,
      )
    }
    return variant.parts.map(({ itemId, perUnit }) => ({
      lineItemId: lineId,
      itemId,
      quantity: MathBN.mult(perUnit, quantity).toNumber(),
      allowBackorder: variant.allow_backorder,
      locationId: location ?? "",
    }))
  })
}

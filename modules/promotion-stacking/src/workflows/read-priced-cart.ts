import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { AskedOfWorkflow } from "../modules/promotion-stacking/rule-book"
import { promotionContext, type Buyer } from "./promotion-context"

/** What the host hands its promotion module when it refreshes a cart. */
const FIELDS = [
  "id",
  "email",
  "currency_code",
  "region_id",
  "sales_channel_id",
  "completed_at",
  "customer_id",
  "item_total",
  "item_subtotal",
  "original_item_total",
  "shipping_subtotal",
  "subtotal",
  "total",
  "region.*",
  "region.countries.*",
  "items.*",
  "items.product.id",
  "items.product.collection_id",
  "items.product.categories.id",
  "items.product.tags.id",
  "items.product.type_id",
  "items.variant.id",
  "items.adjustments.*",
  "items.tax_lines.*",
  "shipping_address.*",
  "shipping_methods.*",
  "shipping_methods.adjustments.*",
  "shipping_methods.tax_lines.*",
  "shipping_methods.shipping_option.shipping_option_type_id",
  "customer.*",
  "customer.groups.*",
  "promotions.id",
  "promotions.code",
]

export interface PricedCart extends Buyer {
  readonly id: string
  readonly completed_at: string | Date | null
  readonly promotions: readonly ({ readonly code: string } | null)[] | null
  readonly [name: string]: unknown
}

/** A cart with everything that promotions look at; null when there is none. */
export async function readPricedCart(
  container: MedusaContainer,
  id: string,
  asked: AskedOfWorkflow,
): Promise<PricedCart | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "cart", fields: FIELDS, filters: { id } })
  const cart = data[0] as PricedCart | undefined
  return cart ? { ...cart, ...(await promotionContext(container, cart, asked)) } : null
}

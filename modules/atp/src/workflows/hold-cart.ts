import { MedusaError, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { CartDemand } from "../modules/atp/cart-holds"
import type AtpInventoryModuleService from "../modules/atp/service"
import { channelLocations } from "./channel-locations"

/** What makes the hold needed now. */
export type HoldMoment = "cart" | "payment" | "completion"

interface CartRow {
  readonly id: string
  readonly completed_at: string | null
  readonly sales_channel_id: string | null
  readonly customer?: { readonly has_account?: boolean } | null
  readonly shipping_address?: { readonly country_code?: string | null; readonly postal_code?: string | null } | null
  readonly items?: readonly { readonly title: string; readonly variant_id: string | null; readonly quantity: number }[]
}

interface VariantRow {
  readonly id: string
  readonly manage_inventory: boolean
  readonly allow_backorder: boolean
  readonly inventory_items?: readonly { readonly inventory_item_id: string; readonly required_quantity: number }[]
}

const CART_FIELDS = [
  "id",
  "completed_at",
  "sales_channel_id",
  "customer.has_account",
  "shipping_address.country_code",
  "shipping_address.postal_code",
  "items.title",
  "items.variant_id",
  "items.quantity",
]
const VARIANT_FIELDS = [
  "id",
  "manage_inventory",
  "allow_backorder",
  "inventory_items.inventory_item_id",
  "inventory_items.required_quantity",
]

/** A declined card and a second try fit into this; it is never less, whatever the channel's grace is. */
const LEAST_SECONDS_TO_PAY = 120

/**
 * Makes a cart's hold what the cart needs now, if its sales channel holds at this moment.
 *
 * @returns what the rest of a completion has to know, or null for a cart that is an order already
 * @throws insufficient_inventory with the lines' names and what is still available
 */
export async function holdCart(
  container: MedusaContainer,
  cartId: string,
  moment: HoldMoment,
): Promise<{ readonly graceSeconds: number } | null> {
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  const query = container.resolve("query")
  const cart = (await query.graph({ entity: "cart", fields: CART_FIELDS, filters: { id: cartId } }))
    .data[0] as unknown as CartRow | undefined
  if (!cart || cart.completed_at) return null
  const policy = await stock.channelPolicy(cart.sales_channel_id)
  if (moment !== "completion") {
    const held = policy.holdAt === moment || (moment === "payment" && policy.holdAt === "cart")
    if (!held && !(await stock.retrieveHold(cartId))) return { graceSeconds: policy.graceSeconds }
  }

  const items = (cart.items ?? []).flatMap((item) => (item.variant_id ? { ...item, variantId: item.variant_id } : []))
  const variants = await variantsOf(container, [...new Set(items.map((item) => item.variantId))])
  const lines: CartDemand["lines"][number][] = []
  const titles = new Map<string, string>()
  for (const item of items) {
    const variant = variants.get(item.variantId)
    if (!variant?.manage_inventory) continue
    for (const part of variant.inventory_items ?? []) {
      lines.push({
        itemId: part.inventory_item_id,
        quantity: item.quantity,
        perUnit: part.required_quantity,
        allowBackorder: variant.allow_backorder,
      })
      titles.set(part.inventory_item_id, item.title)
    }
  }

  const hold = await stock.holdCart({
    holdId: cartId,
    lines,
    locations: lines.length > 0 ? await channelLocations(container, cart.sales_channel_id) : [],
    destination: {
      country: cart.shipping_address?.country_code ?? undefined,
      postalCode: cart.shipping_address?.postal_code ?? undefined,
    },
    strategy: policy.strategy,
    ttlSeconds:
      moment === "completion"
        ? Math.max(policy.graceSeconds, LEAST_SECONDS_TO_PAY)
        : cart.customer?.has_account
          ? policy.customerTtlSeconds
          : policy.guestTtlSeconds,
    capSeconds: moment === "completion" ? null : policy.capSeconds,
  })
  if (hold.ok) return { graceSeconds: policy.graceSeconds }
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, said(hold, titles), hold.code)
}

/** The refusal with the names a shopper knows. */
function said(
  refusal: {
    readonly message: string
    readonly nextStep: string
    readonly shortages?: readonly { itemId: string; asked?: number; available: number }[]
  },
  titles: ReadonlyMap<string, string>,
): string {
  const named = (refusal.shortages ?? []).map(
    ({ itemId, available }) => `${titles.get(itemId) ?? itemId}: ${available} available.`,
  )
  return [named.length > 0 ? `There is not enough stock. ${named.join(" ")}` : refusal.message, refusal.nextStep].join(
    " ",
  )
}

async function variantsOf(
  container: MedusaContainer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, VariantRow>> {
  if (ids.length === 0) return new Map()
  const { data } = await container
    .resolve("query")
    .graph({ entity: "product_variant", fields: VARIANT_FIELDS, filters: { id: [...ids] } })
  return new Map((data as unknown as VariantRow[]).map((variant) => [variant.id, variant]))
}

import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { CartItem } from "../modules/atp/domain/cart-availability"
import type AtpInventoryModuleService from "../modules/atp/service"
import { soldVariants } from "./sold-variants"

interface ShownCart {
  readonly id: string
  readonly items?: readonly (ShownItem | null)[] | null
}

interface ShownItem {
  readonly id?: unknown
  readonly variant_id?: unknown
  readonly quantity?: unknown
  availability?: unknown
}

/**
 * Adds to each line of a cart that is being answered what is held for it, until when, and the day it is promised for.
 * A line that was answered without its variant or quantity is left as it is.
 */
export async function annotateCart(container: MedusaContainer, cart: ShownCart): Promise<void> {
  const items = (cart.items ?? []).filter((item): item is ShownItem & CartItem => isLine(item))
  if (items.length === 0) return
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  const lines = items.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  const variantIds = items.map((item) => item.variant_id)
  const shown = await stock.cartAvailability(cart.id, lines, () => soldVariants(container, variantIds))
  for (const [i, held] of shown.entries()) {
    items[i]!.availability = {
      promise_date: held.promiseDate,
      hold_expires_at: held.holdExpiresAt,
      held_quantity: held.heldQuantity,
    }
  }
}

const isLine = (item: ShownItem | null) =>
  typeof item?.variant_id === "string" && Number.isFinite(Number(item.quantity)) && Number(item.quantity) > 0

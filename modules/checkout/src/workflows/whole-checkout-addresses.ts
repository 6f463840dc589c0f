import type { ICartModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** Deletes the addresses of a cart that is about to be deleted: the host leaves them. */
export async function deleteCartAddresses(container: MedusaContainer, cartId: string): Promise<void> {
  const carts = container.resolve<ICartModuleService>(Modules.CART)
  const [cart] = await carts.listCarts({ id: [cartId] }, { relations: ["shipping_address", "billing_address"] })
  const ids = [cart?.shipping_address?.id, cart?.billing_address?.id].filter((id) => id !== undefined)
  if (ids.length > 0) await carts.deleteAddresses(ids)
}

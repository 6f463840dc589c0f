import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type AtpInventoryModuleService from "../modules/atp/service"
import { holdCart } from "./hold-cart"

/** Units of one item for one line of the order that a cart becomes. */
export interface OrderUnits {
  readonly lineItemId: string
  readonly itemId: string
  readonly quantity: number
  readonly allowBackorder: boolean
  /** Where to take what no hold covers. */
  readonly locationId: string
}

export interface OrderReservation {
  readonly cartId: string
  /** The same at every try. */
  readonly key: string
  readonly lines: readonly OrderUnits[]
}

/**
 * What a cart holds becomes its order's; what it does not hold is held first. All lines or none, once for the lines' ids.
 *
 * @returns the reservations that were made now; null when the cart's hold is another order's already
 * @throws insufficient_inventory with the lines' names and what is still available
 */
export async function reserveForOrder(
  container: MedusaContainer,
  { cartId, key, lines }: OrderReservation,
): Promise<readonly string[] | null> {
  if (lines.length === 0) return []
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  const first = await stock.takeOverHold(cartId, lines)
  if (first.answer !== "not_held") return first.answer === "committed" ? null : first.reservationIds
  const held = await holdCart(container, cartId, "completion")
  const second = await stock.takeOverHold(cartId, lines)
  if (second.answer !== "not_held") return second.answer === "committed" ? null : second.reservationIds

  // From several locations, or beyond stock: line by line, as any other order's.
  stock.beginFlow(key, { holdId: cartId, graceSeconds: held?.graceSeconds ?? 0 })
  try {
    const rows = await stock.createReservationItems(
      lines.map((line) => ({
        line_item_id: line.lineItemId,
        inventory_item_id: line.itemId,
        location_id: line.locationId,
        quantity: line.quantity,
        allow_backorder: line.allowBackorder,
      })),
      { transactionId: key, idempotencyKey: key },
    )
    return rows.map(({ id }) => id)
  } finally {
    stock.endFlow(key)
  }
}

/** Gives the units of an order that did not come about back to its cart's hold. Again, it changes nothing. */
export async function releaseForOrder(
  container: MedusaContainer,
  { cartId, key, lineIds }: { readonly cartId: string; readonly key: string; readonly lineIds: readonly string[] },
): Promise<void> {
  if (lineIds.length === 0) return
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  const rows = await stock.listReservationItems({ line_item_id: [...lineIds] }, { select: ["id"], take: null as never })
  if (rows.length === 0) return
  const { graceSeconds } = await stock.channelPolicy(null)
  stock.beginFlow(key, { holdId: cartId, graceSeconds })
  try {
    await stock.deleteReservationItems(
      rows.map(({ id }) => id),
      { transactionId: key },
    )
  } finally {
    stock.endFlow(key)
  }
}

import type { IInventoryService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** Units of one item for one line of the order. */
export interface StockLine {
  readonly lineItemId: string
  readonly itemId: string
  readonly quantity: number
  readonly allowBackorder: boolean
  /** The sales channel's first location, for what nobody has decided a place for. */
  readonly locationId: string
}

/** What a completion asks of stock. Both can be repeated. */
export interface StockPort {
  /**
   * All lines or none, once for the lines' ids.
   *
   * @returns the ids of reservations made now; null when what the cart held is another order's already
   * @throws MedusaError when there is not enough
   */
  reserve(
    container: MedusaContainer,
    order: { readonly cartId: string; readonly key: string; readonly lines: readonly StockLine[] },
  ): Promise<readonly string[] | null>
  release(
    container: MedusaContainer,
    order: { readonly cartId: string; readonly key: string; readonly lineIds: readonly string[] },
  ): Promise<void>
}

/** What a completion asks of promotions that the host does not know of. */
export interface PromotionsPort {
  /** Whether the cart's promotions still give what it shows; holds their uses while the customer pays. */
  check(container: MedusaContainer, cartId: string): Promise<void>
  /** The uses that the cart holds are the order's. */
  spend(container: MedusaContainer, cartId: string, orderId: string): Promise<void>
  /** The uses that the cart holds are free again. */
  release(container: MedusaContainer, cartId: string): Promise<void>
  /** The uses of an order that did not come about are free again. */
  giveBack(container: MedusaContainer, orderId: string): Promise<void>
}

/** What a fraud check is told, before money moves. */
export interface FraudInput {
  readonly cart_id: string
  readonly customer_id: string | null
  readonly email: string | null
  readonly currency_code: string
  readonly total_minor: string | null
  readonly payment_provider_id: string | null
}

export type FraudVerdict = { readonly verdict: "accept" | "review" | "reject"; readonly reason?: string }

/** Registered in the container under `fraud`; without one every cart is accepted. */
export interface FraudPort {
  score(input: FraudInput): Promise<FraudVerdict>
}

/** Whether what the cart shows as tax is still right; throws a MedusaError when it is not. The host's own tax is always. */
export interface TaxPort {
  check(container: MedusaContainer, cartId: string): Promise<void>
}

export interface CheckoutPorts {
  readonly stock: StockPort
  readonly promotions: PromotionsPort | null
  readonly tax: TaxPort | null
}

/** The host's own inventory module: it knows no holds, so units are taken here for the first time. */
const HOST_STOCK: StockPort = {
  async reserve(container, { lines }) {
    if (lines.length === 0) return []
    const stock = container.resolve<IInventoryService>(Modules.INVENTORY)
    const there = await stock.listReservationItems({ line_item_id: lines.map((line) => line.lineItemId) })
    if (there.length > 0) return []
    const locking = container.resolve(Modules.LOCKING)
    // The host reads and writes a level without locking its row.
    const rows = await locking.execute([...new Set(lines.map((line) => line.itemId))].sort(), () =>
      stock.createReservationItems(
        lines.map((line) => ({
          line_item_id: line.lineItemId,
          inventory_item_id: line.itemId,
          location_id: line.locationId,
          quantity: line.quantity,
          allow_backorder: line.allowBackorder,
        })),
      ),
    )
    return rows.map(({ id }) => id)
  },
  async release(container, { lineIds }) {
    if (lineIds.length === 0) return
    const stock = container.resolve<IInventoryService>(Modules.INVENTORY)
    const rows = await stock.listReservationItems({ line_item_id: [...lineIds] })
    if (rows.length > 0) await stock.deleteReservationItems(rows.map(({ id }) => id))
  },
}

let ports: CheckoutPorts = { stock: HOST_STOCK, promotions: null, tax: null }

/** Composes the checkout with the modules beside it; called once, by the shop, before it listens. */
export function composeCheckout(own: Partial<CheckoutPorts>): void {
  ports = { ...ports, ...own }
}

export const checkoutPorts = (): CheckoutPorts => ports

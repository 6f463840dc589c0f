import type { IEventBusModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { OrderRows } from "../modules/checkout/domain/order-rows"

/** What the host calls its events about rows of the order's tables. */
const NAMES: Readonly<Partial<Record<keyof OrderRows, string>>> = {
  addresses: "order.order-address.created",
  lines: "order.order-line-item.created",
  items: "order.order-item.created",
  line_adjustments: "order.order-line-item-adjustment.created",
  line_tax_lines: "order.order-line-item-tax-line.created",
  methods: "order.order-shipping-method.created",
  shipping: "order.order-shipping.created",
  method_adjustments: "order.order-shipping-method-adjustment.created",
  method_tax_lines: "order.order-shipping-method-tax-line.created",
  credit_lines: "order.order-credit-line.created",
  transactions: "order.order-transaction.created",
  promotions: "LinkOrderPromotion.attached",
}

const idOf = (row: object) => (row as { readonly id: string }).id

/**
 * Tells the bus what the host's modules would tell it of rows that they write themselves: for those who keep a copy of
 * each table. As the host does it, after the commit and without a promise; what has to arrive goes through the outbox.
 */
export function announceRows(
  container: MedusaContainer,
  rows: OrderRows,
  links: { readonly cartId: string; readonly cart: string; readonly collection: string | null },
): void {
  const events = [
    { name: "order.order.created", data: { id: idOf(rows.order) } },
    { name: "order.order-summary.created", data: { id: idOf(rows.summary) } },
    { name: "cart.cart.updated", data: { id: links.cartId } },
    { name: "LinkOrderCart.attached", data: { id: links.cart } },
    ...(links.collection === null
      ? []
      : [{ name: "LinkOrderPaymentCollection.attached", data: { id: links.collection } }]),
    ...Object.entries(NAMES).flatMap(([part, name]) =>
      (rows[part as keyof OrderRows] as readonly object[]).map((row) => ({ name, data: { id: idOf(row) } })),
    ),
  ]
  container
    .resolve<IEventBusModuleService>(Modules.EVENT_BUS)
    .emit(events, { internal: true })
    .catch((error: unknown) => {
      container
        .resolve("logger")
        .warn(
          `Row events of order ${idOf(rows.order)} were not sent: ${error instanceof Error ? error.message : String(error)}`,
        )
    })
}

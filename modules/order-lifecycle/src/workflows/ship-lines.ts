import { createOrderFulfillmentWorkflow, createOrderShipmentWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/order-lifecycle/or-throw"
import type { EventToPerform } from "./event-to-perform"
import { lifecycleOf } from "./lifecycle-of"
import { parcelsOf, type Parcel } from "./parcels-of"

/** Ships units: what is packed already in the parcels it is packed in, and the rest in one that is packed for it. */
export async function shipLines(
  container: MedusaContainer,
  { orderId, facts, actor }: Pick<EventToPerform, "orderId" | "facts" | "actor">,
): Promise<void> {
  const order = orThrow(await lifecycleOf(container).lifecycle(orderId))
  const rest = new Map(
    facts.lines
      ? Object.entries(facts.lines)
      : order.lines.flatMap((line) =>
          line.allocated > line.shipped ? [[line.id, line.allocated - line.shipped]] : [],
        ),
  )
  for (const parcel of await parcelsOf(container, orderId)) {
    const left = parcel.items.map(
      (item) => [item.line_item_id, (rest.get(item.line_item_id) ?? 0) - item.quantity] as const,
    )
    if (parcel.shipped_at || left.some(([, units]) => units < 0)) continue
    for (const [id, units] of left) rest.set(id, units)
    await ship(container, orderId, parcel.id, parcel.items, actor.id)
  }
  const items = [...rest].flatMap(([id, quantity]) => (quantity > 0 ? [{ id, quantity }] : []))
  if (items.length === 0) return
  const { result } = await createOrderFulfillmentWorkflow(container).run({
    input: { order_id: orderId, items, created_by: actor.id },
  })
  const packed = items.map(({ id, quantity }) => ({ line_item_id: id, quantity }))
  await ship(container, orderId, (result as { readonly id: string }).id, packed, actor.id)
}

const ship = (container: MedusaContainer, orderId: string, fulfillmentId: string, items: Parcel["items"], by: string) =>
  createOrderShipmentWorkflow(container).run({
    input: {
      order_id: orderId,
      fulfillment_id: fulfillmentId,
      items: items.map((item) => ({ id: item.line_item_id, quantity: item.quantity })),
      created_by: by,
    },
  })

/** Parcels that have left and have not arrived. */
export const deliveredLater = async (container: MedusaContainer, orderId: string): Promise<readonly string[]> =>
  (await parcelsOf(container, orderId)).flatMap(({ id, shipped_at, delivered_at }) =>
    shipped_at && !delivered_at ? [id] : [],
  )

import {
  beginReceiveReturnWorkflow,
  beginReturnOrderWorkflow,
  confirmReturnReceiveWorkflow,
  confirmReturnRequestWorkflow,
  receiveItemReturnRequestWorkflow,
  requestItemReturnWorkflow,
} from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/order-lifecycle/or-throw"
import type { EventToPerform } from "./event-to-perform"
import { lifecycleOf } from "./lifecycle-of"
import { parcelsOf } from "./parcels-of"

/** Takes units back that have come without a label of ours: a return that is requested and received at once. */
export async function takeBack(
  container: MedusaContainer,
  { orderId, facts, actor }: Pick<EventToPerform, "orderId" | "facts" | "actor">,
): Promise<void> {
  const { lines } = orThrow(await lifecycleOf(container).lifecycle(orderId))
  const shipped = lines.flatMap((line) =>
    line.shipped > line.returned ? [[line.id, line.shipped - line.returned] as const] : [],
  )
  const items = (facts.lines ? Object.entries(facts.lines) : shipped).map(([id, quantity]) => ({ id, quantity }))
  // Where it left from it comes back to; the host does not receive units nowhere.
  const from = (await parcelsOf(container, orderId)).find(({ shipped_at: shippedAt }) => shippedAt)
  const { result } = await beginReturnOrderWorkflow(container).run({
    input: { order_id: orderId, created_by: actor.id, ...(from && { location_id: from.location_id }) },
  })
  const { return_id: returnId } = result as { readonly return_id: string }
  await requestItemReturnWorkflow(container).run({ input: { return_id: returnId, items } })
  await confirmReturnRequestWorkflow(container).run({ input: { return_id: returnId, confirmed_by: actor.id } })
  await beginReceiveReturnWorkflow(container).run({ input: { return_id: returnId, created_by: actor.id } })
  await receiveItemReturnRequestWorkflow(container).run({ input: { return_id: returnId, items } })
  await confirmReturnReceiveWorkflow(container).run({ input: { return_id: returnId, confirmed_by: actor.id } })
}

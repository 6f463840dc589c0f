import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/payment/or-throw"
import { orderLifecycleOf } from "./order-lifecycle-of"

/** What happened to an order's payment, by the word of its provider. */
interface Told {
  readonly orderId: string
  readonly providerId: string
  readonly event: string
  /** The provider's id of it, unique among what it tells. */
  readonly eventId: string
  readonly facts?: object
  readonly occurredAt: string
}

/** Says it to the order, where the shop keeps states of orders. Throws while somebody else holds the order. */
export async function recordOnOrder(
  container: MedusaContainer,
  { orderId, providerId, event, eventId, facts = {}, occurredAt }: Told,
): Promise<void> {
  const recorded = await orderLifecycleOf(container)?.record({
    orderId,
    event,
    eventId: `${providerId}:${eventId}`,
    facts,
    actor: { type: "provider", id: providerId },
    occurredAt,
  })
  // What the order keeps until it fits is kept there; what it does not accept at all is nothing that a repeat would mend.
  if (recorded?.ok === false && recorded.code === "order_busy") orThrow(recorded)
}

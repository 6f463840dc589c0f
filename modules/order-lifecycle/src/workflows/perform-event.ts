import {
  archiveOrderWorkflow,
  cancelOrderWorkflow,
  capturePaymentWorkflow,
  completeOrderWorkflow,
  markOrderFulfillmentAsDeliveredWorkflow,
  refundPaymentWorkflow,
} from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { done, type Outcome, type Refusal } from "@holdfast/kernel"
import { actAs, whoActs, type Acting } from "../modules/order-lifecycle/acting"
import type { EventToPerform } from "./event-to-perform"
import { lifecycleOf } from "./lifecycle-of"
import { refusalOfError } from "./refusal-of-error"
import { deliveredLater, shipLines } from "./ship-lines"
import { amountsOf } from "./split-amount"
import { takeBack } from "./take-back"

type Perform = (container: MedusaContainer, asked: EventToPerform) => Promise<unknown>

/** What the host does for an event. Its own workflows do it, so their guards decide, and their commits log it. */
const PERFORMED: Readonly<Record<string, Perform>> = {
  "payment.captured": async (container, asked) => {
    for (const { payment, amount } of await amountsOf(container, asked, "capture")) {
      await capturePaymentWorkflow(container).run({
        input: { payment_id: payment, amount, captured_by: asked.actor.id },
      })
    }
  },
  "refund.partial": refund,
  "refund.full": refund,
  "order.canceled": (container, { orderId, actor }) =>
    cancelOrderWorkflow(container).run({ input: { order_id: orderId, canceled_by: actor.id } }),
  "order.completed": (container, { orderId }) =>
    completeOrderWorkflow(container).run({ input: { orderIds: [orderId] } }),
  "order.archived": (container, { orderId }) => archiveOrderWorkflow(container).run({ input: { orderIds: [orderId] } }),
  "shipment.created": shipLines,
  "shipment.completed": shipLines,
  "shipment.delivered": async (container, { orderId }) => {
    for (const fulfillmentId of await deliveredLater(container, orderId)) {
      await markOrderFulfillmentAsDeliveredWorkflow(container).run({ input: { orderId, fulfillmentId } })
    }
  },
  "rma.received": takeBack,
  "rma.completed": takeBack,
}

async function refund(container: MedusaContainer, asked: EventToPerform): Promise<void> {
  for (const { payment, amount } of await amountsOf(container, asked, "refund")) {
    await refundPaymentWorkflow(container).run({ input: { payment_id: payment, amount, created_by: asked.actor.id } })
  }
}

/**
 * Does what an event says: by the host's workflow where it has to act, else by recording it. The same event id does it
 * once.
 *
 * @returns refused as `record` refuses, before anything happened
 */
export async function performEvent(
  container: MedusaContainer,
  asked: EventToPerform,
): Promise<Outcome<{ readonly replayed: boolean }, Refusal>> {
  const lifecycle = lifecycleOf(container)
  const perform = PERFORMED[asked.event]
  const prior = perform && (await lifecycle.recorded(asked))
  if (!perform || (prior && !prior.ok)) return lifecycle.record(asked)
  if (prior?.ok && prior.value) return done({ replayed: true })
  // A copy sent at the same time may have been faster: then this one is its repeat, and not refused.
  const unlessRepeated = async (refusal: Refusal): Promise<Outcome<{ readonly replayed: boolean }, Refusal>> => {
    const meanwhile = await lifecycle.recorded(asked)
    if (!meanwhile.ok) return meanwhile
    return meanwhile.value ? done({ replayed: true }) : refusal
  }
  const checked = await lifecycle.wouldAccept(asked)
  if (!checked.ok) return unlessRepeated(checked)
  const acting: Acting = { actor: () => asked.actor, eventId: asked.eventId, event: asked.event, refusal: null }
  try {
    await actAs(acting, () => perform(container, asked))
  } catch (error) {
    const answer = await unlessRepeated(acting.refusal ?? refusalOfError(error, asked.event))
    const outer = whoActs()
    if (!answer.ok && acting.refusal && outer) outer.refusal = acting.refusal
    return answer
  }
  return done({ replayed: false })
}

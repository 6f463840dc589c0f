import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { actAs } from "../modules/order-lifecycle/acting"
import { finishCancellation, finishRefund } from "./finish-run"
import { lifecycleOf } from "./lifecycle-of"
import { performEvent } from "./perform-event"

/** What a transition left to be done. */
export interface EffectToRun {
  readonly order_id: string
  readonly sequence: number
  readonly effect: string
  readonly facts: Readonly<Record<string, string>>
}

const ACTOR = { type: "system", id: "order-lifecycle" } as const

/** Does it, or throws: then it is tried again. Doing it twice does it once. */
export async function runEffect(
  container: MedusaContainer,
  { order_id: orderId, sequence, effect, facts }: EffectToRun,
): Promise<void> {
  const eventId = `${orderId}:effect:${sequence}`
  const order = await lifecycleOf(container).lifecycle(orderId)
  // The state says so already, and the host's own record, its stock and its promotions follow; or it was rejected, and
  // nobody has looked at it again since.
  const rejected = order.ok && order.value.axes.review === "rejected" && order.value.axes.order !== "canceled"
  if (effect === "cancel_order" || (effect === "cancel_rejected" && rejected)) {
    await actAs({ actor: () => ACTOR, eventId, event: "order.canceled", refusal: null }, () =>
      cancelOrderWorkflow(container).run({ input: { order_id: orderId, canceled_by: ACTOR.id } }),
    )
    return
  }
  if (effect === "cancel_rejected") return
  if (effect === "give_money_back") {
    if (!order.ok) return
    const { captured, refunded, refund_requested: onItsWay } = order.value.amounts
    if (BigInt(captured) <= BigInt(refunded) + BigInt(onItsWay)) return
    const done = await performEvent(container, { orderId, event: "refund.full", eventId, facts: {}, actor: ACTOR })
    if (!done.ok) throw new Error(`${done.message} ${done.nextStep}`)
    return
  }
  if (effect === "finish_refund") return finishRefund(container, orderId, eventId, facts)
  if (effect === "finish_cancellation") {
    await finishRefund(container, orderId, eventId, facts)
    if (order.ok && order.value.axes.order === "canceled") return
    return finishCancellation(container, orderId, eventId, facts)
  }
  throw new Error(`Nobody does ${effect}. Install what added it.`)
}

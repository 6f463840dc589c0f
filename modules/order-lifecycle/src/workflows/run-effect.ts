import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { actAs } from "../modules/order-lifecycle/acting"
import type { Actor } from "../modules/order-lifecycle/domain/lifecycle-log"
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

/** What the order says of a cancellation that it does not accept any more: somebody did something else with it meanwhile. */
const OVER = new Set(["order_event_not_allowed", "order_guard_failed"])

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
  if (effect === "drop_half_change") return dropHalfChanges(container, orderId, facts["since"])
  if (effect === "finish_cancellation") {
    await dropHalfChanges(container, orderId, facts["since"])
    if (order.ok && order.value.axes.order === "canceled") return
    const actor = actorOf(facts)
    const done = await performEvent(container, { orderId, event: "order.canceled", eventId, facts: {}, actor })
    if (!done.ok && !OVER.has(done.code)) throw new Error(`${done.message} ${done.nextStep}`)
    return
  }
  throw new Error(`Nobody does ${effect}. Install what added it.`)
}

/** What the host was drawing up for money given back, and would have confirmed at once. */
async function dropHalfChanges(container: MedusaContainer, orderId: string, since: string | undefined): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  const left = (await orders.listOrderChanges({ order_id: [orderId] })).filter(
    ({ change_type: type, status, created_at: at }) =>
      // Its published type lacks this one.
      String(type) === "credit_line" &&
      status === "pending" &&
      (since === undefined || new Date(at) >= new Date(since)),
  )
  if (left.length > 0) await orders.deleteOrderChanges(left.map(({ id }) => id))
}

/** Whoever asked for it, before the process was gone. */
const actorOf = ({ actor_type: type, actor_id: id }: EffectToRun["facts"]): Actor =>
  type && id ? { type: type as Actor["type"], id } : ACTOR

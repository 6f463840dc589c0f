import type { MedusaContainer } from "@medusajs/framework/types"
import { lifecycleOf } from "./lifecycle-of"
import { performEvent } from "./perform-event"
import { runEffect } from "./run-effect"

/**
 * Frees orders of processes that are gone, sends events whose time has come, and does what transitions, or who did not
 * come to an end, left to do. The minute's job does this; doing it at once changes nothing about how it ends.
 */
export async function tendOrders(container: MedusaContainer): Promise<void> {
  const lifecycle = lifecycleOf(container)
  await lifecycle.reconcile()
  await lifecycle.armTimers()
  await lifecycle.fireTimers(async ({ id, order_id: orderId, event, facts }) => {
    const sent = await performEvent(container, {
      orderId,
      event,
      eventId: `timer:${id}`,
      facts,
      actor: { type: "job", id: "order-lifecycle-timers" },
    })
    return sent.ok ? "done" : sent.code
  })
  await lifecycle.runEffects((effect) => runEffect(container, effect))
}

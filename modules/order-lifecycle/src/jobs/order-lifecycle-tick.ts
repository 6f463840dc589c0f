import type { MedusaContainer } from "@medusajs/framework/types"
import { lifecycleOf } from "../workflows/lifecycle-of"
import { performEvent } from "../workflows/perform-event"
import { runEffect } from "../workflows/run-effect"

/** Frees orders of processes that are gone, sends events whose time has come, and does what transitions left to do. */
export default async function orderLifecycleTick(container: MedusaContainer): Promise<void> {
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

export const config = { name: "order-lifecycle-tick", schedule: "* * * * *" }

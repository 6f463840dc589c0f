import type { Guard } from "@holdfast/host-kit"
import { checkPayable } from "./acts/check-cart"
import { judgeFraud } from "./acts/judge-fraud"
import { checkoutOf } from "./checkout-of"
import { checkoutPorts } from "./checkout-ports"
import { untilFree } from "./until-free"

/** Runs whose cart was checked, so that what is given back is what this run may have taken. */
const checked = new Set<string>()

/**
 * The host's completion asks what ours asks, whoever runs it: a shop with `pipeline: "core"`, a webhook, a plugin. The host's
 * hooks stay free for plugins, since a hook takes one handler.
 */
export const CORE_COMPLETION: Guard<{ readonly id: string }> = {
  before: async ({ container, input, transactionId }) => {
    await untilFree(container, { cartId: input.id })
    const checkout = checkoutOf(container)
    const cart = await checkout.cart(input.id)
    // A cart that is an order is asked for again by somebody who did not hear the answer.
    if (!cart || cart.completed_at) return
    const toPay = checkPayable(checkout, cart)
    const { promotions, tax } = checkoutPorts()
    checked.add(transactionId)
    await promotions?.check(container, cart.id)
    await tax?.check(container, cart.id)
    await judgeFraud(container, cart, toPay)
  },
  after: async ({ container, input, transactionId, answerOf }) => {
    const orderId = orderIn(answerOf)
    if (orderId !== null) await checkoutPorts().promotions?.spend(container, input.id, orderId)
    checked.delete(transactionId)
  },
  undone: async ({ container, input, transactionId, answerOf }) => {
    const { promotions } = checkoutPorts()
    if (checked.delete(transactionId)) await promotions?.release(container, input.id)
    const orderId = orderIn(answerOf)
    if (orderId !== null) await promotions?.giveBack(container, orderId)
  },
}

/** The order that a run has made; null when there was one before it. */
function orderIn(answerOf: (step: string) => unknown): string | null {
  const [order] = (answerOf("create-orders") ?? []) as readonly { readonly id: string }[]
  return order?.id ?? null
}

import type { MedusaContainer } from "@medusajs/framework/types"
import type { OwnAttempt } from "../modules/checkout/service"
import { checkoutOf } from "./checkout-of"
import { checkoutPorts } from "./checkout-ports"
import { step } from "./step-entry"

interface Lifecycle {
  settle(orderIds: readonly string[], workflow: string): Promise<void>
}

/**
 * What follows an order that is written: its state, and the promotion uses that its cart held. Each can be repeated. What
 * fails is done again by the job; the order stands.
 */
export async function followOrder(
  container: MedusaContainer,
  attempt: Pick<OwnAttempt, "id" | "orderId">,
  cartId: string,
): Promise<void> {
  const startedAt = performance.now()
  try {
    const lifecycle = container.resolve<Lifecycle | undefined>("order_lifecycle", { allowUnregistered: true })
    await lifecycle?.settle([attempt.orderId], "complete-cart")
    await checkoutPorts().promotions?.spend(container, cartId, attempt.orderId)
    await checkoutOf(container).finish(attempt.id, [step("after", "done", startedAt)])
  } catch (error) {
    container
      .resolve("logger")
      .error(
        `What follows order ${attempt.orderId} is not done yet: ${error instanceof Error ? error.message : String(error)}`,
      )
  }
}

import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"

type Complete = (container: MedusaContainer, cartId: string) => Promise<unknown>

let completes: Complete | null = null

/**
 * Says how the shop completes a cart whose payment was authorized without the shopper coming back. Without it the host's
 * own workflow for webhooks does it.
 *
 * @param complete answers `{ type: "busy" }` when somebody else is completing the cart at this moment
 */
export const completesCartsWith = (complete: Complete): void => {
  completes = complete
}

/** Whether it is through: an order, or a refusal that stands. Not while somebody else is completing the cart. */
export async function completePaidCart(
  container: MedusaContainer,
  paid: { readonly cartId: string; readonly sessionId: string; readonly amount: string | null },
): Promise<boolean> {
  if (completes) {
    const answer = await completes(container, paid.cartId)
    return (answer as { readonly type?: unknown } | null | undefined)?.type !== "busy"
  }
  await processPaymentWorkflow(container).run({
    input: { action: "authorized", data: { session_id: paid.sessionId, amount: paid.amount ?? 0 } },
  })
  return true
}

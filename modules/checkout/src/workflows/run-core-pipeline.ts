import type { IWorkflowEngineService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { refusalOf } from "../modules/checkout/refusal-error"
import type { CheckoutAnswer } from "./checkout-answer"

/** The host's own completion, for shops whose plugins hang on its hooks. The guards around it are the same. */
export async function runCorePipeline(container: MedusaContainer, cartId: string): Promise<CheckoutAnswer> {
  const engine = container.resolve<IWorkflowEngineService>(Modules.WORKFLOW_ENGINE)
  const { errors, result, transaction } = (await engine.run("complete-cart", {
    input: { id: cartId },
    throwOnError: false,
  })) as unknown as {
    readonly errors?: readonly { readonly error: unknown }[]
    readonly result?: { readonly id: string }
    readonly transaction: { hasFinished(): boolean }
  }
  if (!transaction.hasFinished()) {
    const message = "Cart is already being completed by another request"
    return { type: "busy", code: "checkout_running", message, retryAfterSeconds: 2 }
  }
  const [failure] = errors ?? []
  if (!failure && result) return { type: "order", orderId: result.id, replayed: false }
  const refusal = refusalOf(failure?.error)
  if (refusal.code === "checkout_failed") throw failure?.error
  return { type: "refused", refusal }
}

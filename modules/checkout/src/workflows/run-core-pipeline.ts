import { AsyncLocalStorage } from "node:async_hooks"
import type { IWorkflowEngineService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { AttemptRefusal } from "../modules/checkout/domain/attempt"
import { refusalOf } from "../modules/checkout/refusal-error"
import type { OwnAttempt } from "../modules/checkout/service"
import type { CheckoutAnswer } from "./checkout-answer"
import { checkoutOf } from "./checkout-of"
import { step } from "./step-entry"

/** The attempt that the code which runs now works for. */
const working = new AsyncLocalStorage<string>()

/** Whether an attempt is the one that the caller itself works for: it is not in its own way. */
export const isOwnAttempt = (attemptId: string): boolean => working.getStore() === attemptId

/** Some step of a plugin's goes on in the background: how soon somebody looks again. */
const LOOK_AFTER_SECONDS = 10

interface Ran {
  readonly errors?: readonly { readonly action: string; readonly error: unknown }[]
  readonly result?: { readonly id: string }
  readonly transaction: { hasFinished(): boolean }
}

/**
 * The host's own completion, for shops whose plugins hang on its hooks. It runs as an attempt, so that whoever else wants
 * to complete the cart, or to change it, waits for its end; it undoes itself.
 */
export async function runCorePipeline(container: MedusaContainer, attempt: OwnAttempt): Promise<CheckoutAnswer> {
  const engine = container.resolve<IWorkflowEngineService>(Modules.WORKFLOW_ENGINE)
  const checkout = checkoutOf(container)
  const startedAt = performance.now()
  const asked = { input: { id: attempt.cartId }, throwOnError: false }
  const run = () => engine.run("complete-cart", asked) as Promise<unknown>
  const { errors, result, transaction } = (await working.run(attempt.id, run).catch(async (error: unknown) => {
    await undone(refusalOf(error))
    throw error
  })) as Ran
  if (!transaction.hasFinished()) {
    await checkout.postpone(attempt, { state: "open", seconds: LOOK_AFTER_SECONDS, steps: [] })
    const message = "Cart is already being completed by another request"
    return { type: "busy", code: "checkout_running", message, retryAfterSeconds: 2 }
  }
  const [failure] = errors ?? []
  if (!failure && result) {
    await checkout.recordOrder(attempt, result.id, [step("order", "done", startedAt, { by: "complete-cart" })])
    return { type: "order", orderId: result.id, replayed: false }
  }
  const refusal = refusalOf(failure?.error)
  await undone(refusal, failure?.action)
  if (refusal.code === "checkout_failed") throw failure?.error
  return { type: "refused", refusal }

  async function undone(refusal: AttemptRefusal, action?: string): Promise<void> {
    await checkout.end(attempt, {
      state: "undone",
      steps: [step("order", "failed", startedAt, { by: "complete-cart", ...(action && { at: action }) })],
      refusal,
    })
  }
}

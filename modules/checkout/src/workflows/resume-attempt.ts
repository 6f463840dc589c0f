import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import type { AttemptRefusal } from "../modules/checkout/domain/attempt"
import type { OwnAttempt, TakenAttempt } from "../modules/checkout/service"
import { authorizePayment, PaymentUnknown, type Authorized } from "./acts/authorize-payment"
import { checkoutOf } from "./checkout-of"
import { followOrder } from "./follow-order"
import { AttemptRun } from "./run-attempt"
import { step } from "./step-entry"
import { undoAttempt, undoingOf } from "./undo-attempt"

/** What our payment module offers beside the host's: whether a call was ever recorded. */
interface OperationsOfPayments {
  operationsOf?(asked: { sessionIds: readonly string[] }): Promise<readonly { readonly act: string }[]>
}

/** - `alive`: somebody works on it, or it ended. - `later`: nobody can say yet what became of the money. */
export type Resumed = "ordered" | "undone" | "later" | "alive"

const INTERRUPTED = {
  type: MedusaError.Types.UNEXPECTED_STATE,
  code: "checkout_interrupted",
  message: "The checkout was interrupted before anything was charged. Complete the cart again.",
}
const CART_GONE = {
  type: MedusaError.Types.NOT_FOUND,
  code: "checkout_cart_gone",
  message: "The cart was deleted while it was being completed. What was paid is given back; begin with a new cart.",
}
const LOOK_AGAIN_SECONDS = 30
/** From then on somebody should look: it is still tried, and shown as stuck. */
const STUCK_AFTER_TRIES = 10

/**
 * Finishes an attempt whose process is gone, or undoes it. What the journal says comes before the payment is taken back;
 * once the provider may have been asked, its answer decides: who has paid gets the order.
 */
export async function resumeAttempt(container: MedusaContainer, attemptId: string): Promise<Resumed> {
  const checkout = checkoutOf(container)
  const taken = await checkout.take(attemptId)
  if (!taken) return "alive"
  const { attempt, row } = taken
  try {
    return await resume(container, attempt, row)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    container.resolve("logger").error(`Attempt ${attemptId} of cart ${row.cart_id} cannot be ended yet: ${said}`)
    await checkout.postpone(attempt, {
      state: row.tries >= STUCK_AFTER_TRIES ? "stuck" : "open",
      seconds: LOOK_AGAIN_SECONDS * Math.min(row.tries, 20),
      steps: [step("authorize", "failed", undefined, { said })],
    })
    return "later"
  }
}

async function resume(container: MedusaContainer, attempt: OwnAttempt, row: TakenAttempt): Promise<Resumed> {
  const { cart, payment_session_id: sessionId } = row
  // A cart that was deleted has nothing that could be an order's. What was done for it is found by what the journal says.
  if (!cart) {
    const of = { cartId: row.cart_id, lineIds: row.line_ids, cart }
    const reached = { reserved: true, usesRegistered: row.uses_registered, sessionId: row.placed ? null : sessionId }
    await undoAttempt(container, attempt, of, reached, { refusal: CART_GONE, steps: [] })
    return "undone"
  }
  const asked = row.step === "authorize" && sessionId !== null && (await wasAsked(container, sessionId))
  const session = cart.payment_collection?.sessions.find(({ id }) => id === sessionId)
  const run = new AttemptRun(container, attempt, cart)
  const undo = (refusal: AttemptRefusal, paidSession: string | null) =>
    undoAttempt(
      container,
      attempt,
      undoingOf(container, attempt, cart),
      { reserved: true, usesRegistered: row.uses_registered, sessionId: paidSession },
      { refusal, steps: run.steps },
    )
  if (row.placed) {
    // The cart is another attempt's order: this one had not begun to pay, or its session is that order's.
    await undo(INTERRUPTED, null)
    return "undone"
  }
  if (row.step === "order") {
    await run.place({ paymentId: null, captures: [] })
    await followOrder(container, attempt, cart.id)
    return "ordered"
  }
  if (!asked || !session) {
    await undo(INTERRUPTED, asked ? sessionId : null)
    return "undone"
  }
  let paid: Authorized
  try {
    paid = await authorizePayment(container, cart.id, session)
  } catch (error) {
    if (error instanceof PaymentUnknown || !MedusaError.isMedusaError(error)) throw error
    const { type, message, code } = error
    await undo({ type, message, code: code ?? "payment_declined" }, null)
    return "undone"
  }
  await run.place(paid)
  await followOrder(container, attempt, cart.id)
  return "ordered"
}

/** Whether the provider may have heard of the payment. Only our payment module can say that it has not. */
async function wasAsked(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const payments = container.resolve<IPaymentModuleService & OperationsOfPayments>(Modules.PAYMENT)
  if (!payments.operationsOf) return true
  const operations = await payments.operationsOf({ sessionIds: [sessionId] })
  return operations.some(({ act }) => act === "authorize")
}

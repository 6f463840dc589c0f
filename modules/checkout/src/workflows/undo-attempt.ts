import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Outcome } from "@holdfast/kernel"
import type { CartRead } from "../modules/checkout/domain/cart-read"
import type { AttemptRefusal, AttemptStep } from "../modules/checkout/domain/attempt"
import type { OwnAttempt } from "../modules/checkout/service"
import { revertUses } from "./acts/promotion-uses"
import { checkoutOf } from "./checkout-of"
import { checkoutPorts } from "./checkout-ports"
import { step } from "./step-entry"

/** What our payment module offers beside the host's. */
interface UndoingPayments {
  voidOrRefund?(asked: { sessionId: string; reason: string }): Promise<Outcome<unknown>>
}

/** What an attempt was about. */
export interface Undoing {
  readonly cartId: string
  /** The order's lines that units may have been taken for. */
  readonly lineIds: readonly string[]
  /** Null when it was deleted meanwhile: what it counted as uses of promotions cannot be told any more. */
  readonly cart: CartRead | null
}

export const undoingOf = (container: MedusaContainer, attempt: OwnAttempt, cart: CartRead): Undoing => ({
  cartId: cart.id,
  lineIds: checkoutOf(container).lineIds(attempt.orderId, cart.items.length),
  cart,
})

/** How far an attempt came. */
export interface Reached {
  /** Units may have been taken for it. */
  readonly reserved: boolean
  readonly usesRegistered: boolean
  /** The session whose money may have moved; null where it cannot have. */
  readonly sessionId: string | null
}

/**
 * Takes back what an attempt did, the last thing first, and ends it. Every inverse can be repeated, so an undoing that broke
 * off is done again from its beginning.
 *
 * @throws Error when something cannot be taken back now: the attempt stays open, and the job comes back to it
 */
export async function undoAttempt(
  container: MedusaContainer,
  attempt: OwnAttempt,
  { cartId, lineIds, cart }: Undoing,
  reached: Reached,
  told: { readonly refusal: AttemptRefusal; readonly steps: readonly AttemptStep[] },
): Promise<void> {
  const { stock, promotions } = checkoutPorts()
  const undone: AttemptStep[] = []
  const undo = async (name: AttemptStep["name"], work: () => Promise<unknown>) => {
    const startedAt = performance.now()
    await work()
    undone.push(step(name, "undone", startedAt))
  }
  const { sessionId } = reached
  if (sessionId) await undo("authorize", () => giveBack(container, sessionId))
  if (reached.reserved) {
    await undo("reserve", () => stock.release(container, { cartId, key: `${attempt.id}:undo`, lineIds }))
  }
  if (reached.usesRegistered && cart) {
    const checkout = checkoutOf(container)
    await revertUses(container, cart, (tx) => checkout.journalUses(tx, attempt, false))
  }
  await promotions?.release(container, cartId)
  await checkoutOf(container).end(attempt, {
    state: undone.length > 0 || reached.usesRegistered ? "undone" : "refused",
    steps: [...told.steps, ...undone],
    refusal: told.refusal,
  })
}

/** Lets an authorization go, and gives captured money back. */
async function giveBack(container: MedusaContainer, sessionId: string): Promise<void> {
  const payments = container.resolve<IPaymentModuleService & UndoingPayments>(Modules.PAYMENT)
  if (payments.voidOrRefund) {
    const answer = await payments.voidOrRefund({ sessionId, reason: "The order did not come about." })
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
    return
  }
  const [payment] = await payments.listPayments(
    { payment_session_id: sessionId },
    { relations: ["captures", "refunds"] },
  )
  if (!payment || payment.canceled_at) return
  if (!payment.captured_at) {
    await payments.cancelPayment(payment.id)
  } else if ((payment.refunds ?? []).length === 0) {
    await payments.refundPayment({ payment_id: payment.id, amount: payment.amount })
  }
}

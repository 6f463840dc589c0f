import { setTimeout as pause } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { CartRead } from "../modules/checkout/domain/cart-read"
import { refusalOf } from "../modules/checkout/refusal-error"
import type { CheckoutModuleService, OwnAttempt } from "../modules/checkout/service"
import { PaymentUnknown } from "./acts/authorize-payment"
import type { CheckoutAnswer } from "./checkout-answer"
import { checkoutOf } from "./checkout-of"
import { resumeAttempt } from "./resume-attempt"
import { AttemptRun } from "./run-attempt"
import { runCorePipeline } from "./run-core-pipeline"
import { undoAttempt, undoingOf } from "./undo-attempt"

export interface CheckoutAsked {
  readonly cartId: string
  readonly idempotencyKey?: string | null
  /** Who asks, for the journal. */
  readonly actor?: { readonly type: string; readonly id: string } | null
}

/** Completions that this process works on: a second caller waits for the first without asking the database. */
const running = new WeakMap<CheckoutModuleService, Map<string, Promise<CheckoutAnswer>>>()

/**
 * Makes the order of a cart, once however often and wherever it is asked for. Everybody who asks while it is being made
 * gets the same answer.
 */
export function completeCheckout(container: MedusaContainer, asked: CheckoutAsked): Promise<CheckoutAnswer> {
  const checkout = checkoutOf(container)
  const carts = running.get(checkout) ?? new Map<string, Promise<CheckoutAnswer>>()
  running.set(checkout, carts)
  const there = carts.get(asked.cartId)
  if (there) return there
  const answer = complete(container, checkout, asked).finally(() => carts.delete(asked.cartId))
  carts.set(asked.cartId, answer)
  return answer
}

const FIRST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 400

async function complete(
  container: MedusaContainer,
  checkout: CheckoutModuleService,
  { cartId, idempotencyKey = null, actor = null }: CheckoutAsked,
): Promise<CheckoutAnswer> {
  const until = performance.now() + checkout.waitSeconds * 1000
  for (let waitMs = FIRST_PAUSE_MS; ; waitMs = Math.min(waitMs * 1.5, LONGEST_PAUSE_MS)) {
    const { attempt, found } = await checkout.begin({ cartId, idempotencyKey, actor })
    switch (found.state) {
      case "begun":
        return work(container, attempt, found.cart)
      case "placed": {
        if (checkout.pipeline === "holdfast" || !found.other) {
          return { type: "order", orderId: found.orderId, replayed: true }
        }
        const answer = await wait(container, checkout, found.other.attemptId, until)
        if (answer) return answer
        break
      }
      case "unknown":
        throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart id not found: ${cartId}`, "cart_unknown")
      case "running": {
        const answer = await wait(container, checkout, found.attemptId, until)
        if (answer) return answer
        break
      }
      case "moving":
        await pause(waitMs)
    }
    if (performance.now() > until) return busy(cartId)
  }
}

const busy = (cartId: string): CheckoutAnswer => ({
  type: "busy",
  code: "checkout_running",
  message: `Cart ${cartId} is being completed by another request. Ask again; the answer will be the same order.`,
  retryAfterSeconds: 2,
})

/** Waits for the end of an attempt that another process works on. Null: it is gone, so a new one may begin. */
async function wait(
  container: MedusaContainer,
  checkout: CheckoutModuleService,
  attemptId: string,
  until: number,
): Promise<CheckoutAnswer | null> {
  for (let waitMs = FIRST_PAUSE_MS; ; waitMs = Math.min(waitMs * 1.5, LONGEST_PAUSE_MS)) {
    const seen = await checkout.watch(attemptId)
    if (!seen) return null
    if (seen.state === "ordered") return { type: "order", orderId: seen.order_id, replayed: true }
    if (seen.refusal && (seen.state === "refused" || seen.state === "undone")) {
      return { type: "refused", refusal: seen.refusal }
    }
    if (seen.lapsed) {
      const resumed = await resumeAttempt(container, attemptId)
      // Whoever asks now asks for a completion: what was interrupted before it paid is begun anew.
      if (resumed === "undone") return null
      if (resumed === "later") return unknown()
    }
    if (performance.now() > until) return null
    await pause(waitMs)
  }
}

const unknown = (): CheckoutAnswer => ({
  type: "busy",
  code: "payment_outcome_unknown",
  message:
    "The payment provider has not said yet whether the payment went through. Nothing is charged twice: ask again in a moment.",
  retryAfterSeconds: 15,
})

async function work(container: MedusaContainer, attempt: OwnAttempt, cart: CartRead): Promise<CheckoutAnswer> {
  const checkout = checkoutOf(container)
  const renewal = setInterval(() => {
    checkout.renew(attempt).catch(() => undefined)
  }, checkout.leaseSeconds * 333)
  renewal.unref()
  try {
    return await (checkout.pipeline === "core" ? runCorePipeline(container, attempt) : runOwn(container, attempt, cart))
  } finally {
    clearInterval(renewal)
  }
}

async function runOwn(container: MedusaContainer, attempt: OwnAttempt, cart: CartRead): Promise<CheckoutAnswer> {
  const run = new AttemptRun(container, attempt, cart)
  try {
    await run.run()
    return { type: "order", orderId: attempt.orderId, replayed: false }
  } catch (error) {
    return failed(container, run, cart, error)
  }
}

async function failed(
  container: MedusaContainer,
  run: AttemptRun,
  cart: CartRead,
  error: unknown,
): Promise<CheckoutAnswer> {
  const checkout = checkoutOf(container)
  const { attempt, reached, steps } = run
  if (error instanceof PaymentUnknown) {
    await checkout.postpone(attempt, { state: "open", seconds: LOOK_AFTER_SECONDS, steps })
    return unknown()
  }
  const { mine, placed } = await checkout.standing(attempt)
  // Somebody took it over, and ends it; or the order was written, and only the word of it was lost.
  if (!mine) {
    const until = performance.now() + checkout.waitSeconds * 1000
    return (await wait(container, checkout, attempt.id, until)) ?? busy(cart.id)
  }
  const refusal = refusalOf(error)
  try {
    // An order of this cart has its payment: what is taken back is only what this attempt took beside it.
    const takenBack = placed ? { ...reached, sessionId: null } : reached
    await undoAttempt(container, attempt, undoingOf(container, attempt, cart), takenBack, { refusal, steps })
  } catch (failure) {
    container
      .resolve("logger")
      .error(`Attempt ${attempt.id} of cart ${cart.id} is not undone yet, and is tried again: ${saidBy(failure)}`)
    await checkout.postpone(attempt, { state: "open", seconds: 0, steps })
  }
  if (placed) return { type: "order", orderId: placed, replayed: true }
  if (!MedusaError.isMedusaError(error)) throw error
  return { type: "refused", refusal }
}

const saidBy = (error: unknown) => (error instanceof Error ? error.message : String(error))

const LOOK_AFTER_SECONDS = 10

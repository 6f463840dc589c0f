import { setTimeout as pause } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { CartNamed } from "../modules/checkout/service"
import { checkoutOf } from "./checkout-of"
import { isOwnAttempt } from "./run-core-pipeline"

/** Most completions end sooner; a shopper who changes the cart while the bank thinks is told that it is being paid. */
const WAIT_MS = 3_000
const PAUSE_MS = 50

/**
 * Waits until nobody else completes a cart.
 *
 * @throws MedusaError checkout_running
 */
export async function untilFree(container: MedusaContainer, named: CartNamed): Promise<void> {
  const until = performance.now() + WAIT_MS
  for (;;) {
    const cartId = await cartInTheWay(container, named)
    if (cartId === null) return
    if (performance.now() > until) throw paying(cartId)
    await pause(PAUSE_MS)
  }
}

/**
 * Looks once more, after a change: a completion that began meanwhile has read the cart without it.
 *
 * @throws MedusaError checkout_running: the change is taken back
 */
export async function stillFree(container: MedusaContainer, named: CartNamed, sinceMs: number): Promise<void> {
  const cartId = await cartInTheWay(container, named, sinceMs)
  if (cartId !== null) throw paying(cartId)
}

async function cartInTheWay(container: MedusaContainer, named: CartNamed, sinceMs?: number): Promise<string | null> {
  const attempts = await checkoutOf(container).inTheWayOf(named, sinceMs)
  return attempts.find(({ id }) => !isOwnAttempt(id))?.cartId ?? null
}

const paying = (cartId: string) =>
  new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Cart ${cartId} is being completed, so it cannot be changed now. Wait for the order, or for its refusal, and try again.`,
    "checkout_running",
  )

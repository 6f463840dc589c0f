import "@medusajs/medusa/core-flows"
import { setTimeout as pause } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { MedusaError } from "@medusajs/framework/utils"
import { installGuard, type Guard } from "@holdfast/host-kit"
import { CHECKOUT_MODULE } from "../modules/checkout/checkout-module"
import type { CartNamed } from "../modules/checkout/service"
import { checkPayable } from "./acts/check-cart"
import { checkoutOf } from "./checkout-of"

// The host imports this folder after its modules are loaded and before it listens; an error here ends the boot. Whoever
// changes a cart or what pays for it, a route, a plugin or a job, waits for a completion that is under way, and does not
// change it meanwhile.

const loaded = (key: string) => MedusaModule.getLoadedModules().some((modules) => key in modules)

/** Most completions end sooner; a shopper who changes the cart while the bank thinks is told that it is being paid. */
const WAIT_MS = 3_000
const PAUSE_MS = 50

if (loaded(CHECKOUT_MODULE)) {
  if (!loaded("message_log")) {
    throw new Error(
      '@holdfast/checkout needs @holdfast/message-log beside it. Add { key: "message_log", resolve: "@holdfast/message-log" } to modules in medusa-config.ts.',
    )
  }
  const byCartId = ({ cart_id: cartId }: { cart_id?: string }) => ({ cartId })
  const byId = ({ id: cartId }: { id: string }) => ({ cartId })
  for (const id of ["add-to-cart", "update-line-item-in-cart", "delete-line-items", "add-shipping-method-to-cart"]) {
    installGuard(id, "checkout", whileNotPaying(byCartId))
  }
  for (const id of ["update-cart", "transfer-cart-customer"]) installGuard(id, "checkout", whileNotPaying(byId))
  installGuard(
    "update-cart-promotions",
    "checkout",
    whileNotPaying((input: { cart_id?: string; cart?: { id: string } }) => ({
      cartId: input.cart_id ?? input.cart?.id,
    })),
  )
  installGuard(
    "create-payment-sessions",
    "checkout",
    whileNotPaying((input: { payment_collection_id: string }) => ({ collectionId: input.payment_collection_id })),
  )
  installGuard(
    "delete-payment-sessions",
    "checkout",
    whileNotPaying((input: { ids: readonly string[] }) => ({ sessionIds: input.ids })),
  )
  installGuard<{ id: string }>("complete-cart", "checkout", {
    before: async ({ container, input }) => {
      await untilFree(container, { cartId: input.id })
      const checkout = checkoutOf(container)
      const cart = await checkout.cart(input.id)
      if (cart && !cart.completed_at) checkPayable(checkout, cart)
    },
    after: async () => undefined,
    undone: async () => undefined,
  })
}

function whileNotPaying<Input>(named: (input: Input) => CartNamed): Guard<Input> {
  const began = new Map<string, number>()
  return {
    before: async ({ container, input, transactionId }) => {
      began.set(transactionId, performance.now())
      await untilFree(container, named(input))
    },
    // A completion that began meanwhile has read the cart without this change: the change is taken back.
    after: async ({ container, input, transactionId }) => {
      const sinceMs = performance.now() - (began.get(transactionId) ?? performance.now())
      began.delete(transactionId)
      const [inTheWay] = await checkoutOf(container).inTheWayOf(named(input), Math.ceil(sinceMs))
      if (inTheWay) throw paying(inTheWay.cartId)
    },
    undone: async ({ transactionId }) => {
      began.delete(transactionId)
    },
  }
}

async function untilFree(container: MedusaContainer, named: CartNamed): Promise<void> {
  const until = performance.now() + WAIT_MS
  for (;;) {
    const [inTheWay] = await checkoutOf(container).inTheWayOf(named)
    if (!inTheWay) return
    if (performance.now() > until) throw paying(inTheWay.cartId)
    await pause(PAUSE_MS)
  }
}

const paying = (cartId: string) =>
  new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Cart ${cartId} is being completed, so it cannot be changed now. Wait for the order, or for its refusal, and try again.`,
    "checkout_running",
  )

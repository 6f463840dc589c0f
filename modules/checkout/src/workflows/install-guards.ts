import "@medusajs/medusa/core-flows"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { installGuard, type Guard } from "@holdfast/host-kit"
import { CHECKOUT_MODULE } from "../modules/checkout/checkout-module"
import type { CartNamed } from "../modules/checkout/service"
import { CORE_COMPLETION } from "./guard-core-completion"
import { stillFree, untilFree } from "./until-free"

// The host imports this folder after its modules are loaded and before it listens; an error here ends the boot. Whoever
// changes a cart or what pays for it, a route, a plugin or a job, waits for a completion that is under way, and does not
// change it meanwhile.

const loaded = (key: string) => MedusaModule.getLoadedModules().some((modules) => key in modules)

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
  // Gift cards and store credit pay by them.
  installGuard(
    "create-cart-credit-lines",
    "checkout",
    whileNotPaying((lines: readonly { cart_id: string }[]) => ({ cartId: lines[0]?.cart_id })),
  )
  installGuard(
    "delete-cart-credit-lines",
    "checkout",
    whileNotPaying(({ id }: { id: readonly string[] }) => ({ creditLineIds: id })),
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
  installGuard("complete-cart", "checkout", CORE_COMPLETION)
}

function whileNotPaying<Input>(named: (input: Input) => CartNamed): Guard<Input> {
  const began = new Map<string, number>()
  return {
    before: async ({ container, input, transactionId }) => {
      began.set(transactionId, performance.now())
      await untilFree(container, named(input))
    },
    after: async ({ container, input, transactionId }) => {
      const sinceMs = performance.now() - (began.get(transactionId) ?? performance.now())
      began.delete(transactionId)
      await stillFree(container, named(input), Math.ceil(sinceMs))
    },
    undone: async ({ transactionId }) => {
      began.delete(transactionId)
    },
  }
}

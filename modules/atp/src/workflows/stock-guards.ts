import "@medusajs/medusa/core-flows"
import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type AtpInventoryModuleService from "../modules/atp/service"
import { installGuard, type Guard } from "@holdfast/host-kit"
import { holdCart } from "./hold-cart"

// The host imports this folder after its modules are loaded and before it listens. Each of its workflows that changes
// what a cart needs, or takes an order's units off the shelf, gets our steps around its own.

const stock = (container: MedusaContainer) => container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)

/** The cart's hold follows what is in the cart; a cart that cannot be held is not changed. */
function cartChange<Input>(cartIdOf: (input: Input) => string | undefined): Guard<Input> {
  return {
    before: async ({ container, input, transactionId }) => {
      const cartId = cartIdOf(input)
      if (cartId) stock(container).beginFlow(transactionId, { holdId: cartId })
    },
    after: async ({ container, input, transactionId }) => {
      const cartId = cartIdOf(input)
      stock(container).endFlow(transactionId)
      if (cartId) await holdCart(container, cartId, "cart")
    },
    // The lines are back as they were, and the hold goes back with them.
    undone: async ({ container, input, transactionId }) => {
      const cartId = cartIdOf(input)
      stock(container).endFlow(transactionId)
      if (cartId) await holdCart(container, cartId, "cart").catch(() => undefined)
    },
  }
}

const byCartId = (input: { cart_id: string }) => input.cart_id

for (const workflow of ["add-to-cart", "update-line-item-in-cart", "delete-line-items"]) {
  installGuard(workflow, "atp-hold", cartChange(byCartId))
}
installGuard(
  "update-cart",
  "atp-hold",
  cartChange((input: { id: string }) => input.id),
)
installGuard(
  "transfer-cart-customer",
  "atp-hold",
  cartChange((input: { id: string }) => input.id),
)

/** Whoever pays has the units for sure: held now at the latest, unless the channel holds at completion only. */
installGuard<{ payment_collection_id: string }>("create-payment-sessions", "atp-hold", {
  before: async ({ container, input }) => {
    const query = container.resolve("query")
    const { data } = await query.graph({
      entity: "cart_payment_collection",
      fields: ["cart_id"],
      filters: { payment_collection_id: input.payment_collection_id },
    })
    const cartId = (data[0] as { cart_id?: string } | undefined)?.cart_id
    if (cartId) await holdCart(container, cartId, "payment")
  },
  after: async () => undefined,
  undone: async () => undefined,
})

/** An order takes over its cart's hold. A cart that has none gets one here, so that nothing is sold that is not there. */
installGuard<{ id: string }>("complete-cart", "atp-hold", {
  before: async ({ container, input, transactionId }) => {
    const held = await holdCart(container, input.id, "completion")
    if (held) stock(container).beginFlow(transactionId, { holdId: input.id, graceSeconds: held.graceSeconds })
  },
  after: async ({ container, transactionId }) => stock(container).endFlow(transactionId),
  undone: async ({ container, transactionId }) => stock(container).endFlow(transactionId),
})

/** Units leave the shelf where the order's units are allocated, and come back there. */
function fulfilment<Input extends { location_id?: string | null | undefined }>(
  kind: "create" | "cancel",
  linesOf: (container: MedusaContainer, input: Input) => Promise<readonly string[]>,
): Guard<Input> {
  return {
    before: async ({ container, input, transactionId }) =>
      stock(container).beginFlow(transactionId, {
        fulfilment: {
          kind,
          lineItemIds: await linesOf(container, input),
          explicitLocation: Boolean(input.location_id),
        },
        returned: [],
      }),
    after: async ({ container, transactionId }) => stock(container).endFlow(transactionId),
    undone: async ({ container, transactionId }) => stock(container).endFlow(transactionId),
  }
}

installGuard(
  "create-order-fulfillment",
  "atp-fulfilment",
  fulfilment("create", async (_, input: { items: { id: string }[]; location_id?: string | null }) =>
    input.items.map((item) => item.id),
  ),
)

installGuard(
  "cancel-order-fulfillment",
  "atp-fulfilment",
  fulfilment("cancel", async (container, input: { fulfillment_id: string; location_id?: null }) => {
    const { data } = await container.resolve("query").graph({
      entity: "fulfillment",
      fields: ["items.line_item_id"],
      filters: { id: input.fulfillment_id },
    })
    const items = (data[0] as { items?: { line_item_id: string | null }[] } | undefined)?.items ?? []
    return items.flatMap((item) => item.line_item_id ?? [])
  }),
)

// A cart that is made with lines has no id before it is made: it is held as the last step, and refused as a whole.
installGuard<{ items?: unknown[] }>("create-cart", "atp-hold", {
  // Until then the flow stands for the cart: what can be promised for a later day counts, and a refusal says what is left.
  before: async ({ container, input, transactionId }) => {
    if (input.items?.length) stock(container).beginFlow(transactionId, { holdId: transactionId })
  },
  after: async ({ container, input, transactionId, answerOf }) => {
    if (!input.items?.length) return
    stock(container).endFlow(transactionId)
    const [cart] = (answerOf("create-carts") ?? []) as { id: string }[]
    if (cart) await holdCart(container, cart.id, "cart")
  },
  undone: async ({ container, transactionId }) => {
    stock(container).endFlow(transactionId)
  },
})

import {
  addShippingMethodToCartWorkflow,
  createCartWorkflow,
  createPaymentCollectionForCartWorkflow,
  createPaymentSessionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  when,
  type WorkflowData,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { deleteCartAddresses } from "./whole-checkout-addresses"
import type { WholeCheckoutAsked } from "./whole-checkout-asked"

/** What an earlier try with the same key has left. */
export interface CartFound {
  readonly cart: boolean
  readonly shippingMethods: boolean
  readonly paymentCollectionId: string | null
  readonly paymentSession: boolean
}

export interface CartPreparation {
  readonly asked: WholeCheckoutAsked
  readonly found: CartFound
}

/** An inventory module that holds units for carts, as ours does. */
interface Holds {
  releaseHold?(holdId: string): Promise<unknown>
}

/** The cart's hold is made beside the cart's own steps, so it goes with the cart here. */
const holdGoesWithCart = createStep(
  "hold-goes-with-cart",
  async (cartId: string) => new StepResponse(null, cartId),
  async (cartId, { container }) => {
    if (cartId) await container.resolve<Holds>(Modules.INVENTORY).releaseHold?.(cartId)
  },
)

/** The host deletes a cart and leaves its addresses. Their ids are read when they are needed: when it is undone. */
const addressesGoWithCart = createStep(
  "addresses-go-with-cart",
  (cartId: string) => Promise.resolve(new StepResponse(null, cartId)),
  async (cartId, { container }) => {
    if (cartId) await deleteCartAddresses(container, cartId)
  },
)

interface CartSeen {
  readonly total: number
  readonly items?: readonly ({ readonly requires_shipping: boolean } & Adjusted)[]
  readonly shipping_methods?: readonly Adjusted[]
}
interface Adjusted {
  readonly adjustments?: readonly { readonly code: string | null }[]
}

/** What can only be told when the cart is there. Nothing of it is left when this says no. */
const checkPreparedCart = createStep(
  "check-prepared-cart",
  async ({ asked }: { readonly asked: WholeCheckoutAsked }, { container }) => {
    const { data } = await container.resolve("query").graph({
      entity: "cart",
      fields: ["total", "items.requires_shipping", "items.adjustments.code", "shipping_methods.adjustments.code"],
      filters: { id: asked.cartId },
    })
    const { total, items = [], shipping_methods: methods = [] } = data[0] as unknown as CartSeen
    if (items.some((item) => item.requires_shipping) && methods.length === 0) {
      throw invalid("shipping_option_missing", "What is in the cart has to be shipped. Name a shipping option.")
    }
    const applied = new Set(
      [...items, ...methods].flatMap(({ adjustments = [] }) => adjustments.map(({ code }) => code)),
    )
    const idle = asked.codes.find((code) => !applied.has(code))
    if (idle !== undefined) {
      throw invalid(
        "code_without_effect",
        `The code ${idle} takes nothing off this cart. Leave it out, or mend the cart.`,
      )
    }
    if (total > 0 && !asked.payment) {
      throw invalid("payment_missing", `The cart costs ${total}. Say how it is paid.`)
    }
    return new StepResponse({ paid: total > 0 })
  },
)

const invalid = (code: string, message: string) => new MedusaError(MedusaError.Types.INVALID_DATA, message, code)

/** Makes what is not there yet of a cart that only the last click is missing of; undoes what it made when it cannot. */
export const prepareWholeCheckoutWorkflow = createWorkflow(
  "holdfast-prepare-whole-checkout",
  (input: WorkflowData<CartPreparation>) => {
    const { asked } = input
    const cartId = transform({ input }, (data) => data.input.asked.cartId)
    when("cart-is-missing", { input }, (data) => !data.input.found.cart).then(() => {
      holdGoesWithCart(cartId)
      createCartWorkflow.runAsStep({ input: transform({ input }, (data) => cartOf(data.input.asked)) as never })
      addressesGoWithCart(cartId)
    })
    when("shipping-is-missing", { input }, ({ input: { asked, found } }) => {
      return asked.shippingOptions.length > 0 && !found.shippingMethods
    }).then(() => {
      addShippingMethodToCartWorkflow.runAsStep({
        input: transform({ input }, (data) => ({
          cart_id: data.input.asked.cartId,
          options: data.input.asked.shippingOptions.map(({ id, data: own }) => ({ id, ...(own && { data: own }) })),
        })),
      })
    })
    const checked = checkPreparedCart({ asked })
    const collection = when("collection-is-missing", { input, checked }, (data) => {
      return data.checked.paid && data.input.found.paymentCollectionId === null
    }).then(() => createPaymentCollectionForCartWorkflow.runAsStep({ input: { cart_id: cartId } }))
    when("session-is-missing", { input, checked }, (data) => {
      return data.checked.paid && !data.input.found.paymentSession
    }).then(() => {
      createPaymentSessionsWorkflow.runAsStep({
        input: transform({ input, collection }, (data) => ({
          payment_collection_id: data.input.found.paymentCollectionId ?? data.collection?.id ?? "",
          provider_id: data.input.asked.payment?.provider_id ?? "",
          data: data.input.asked.payment?.data ?? {},
          ...(data.input.asked.customerId && { customer_id: data.input.asked.customerId }),
        })),
      })
    })
    return new WorkflowResponse(checked)
  },
)

// The host's input knows no id; what it is given goes to the cart as it is.
const cartOf = (asked: WholeCheckoutAsked) => ({
  id: asked.cartId,
  region_id: asked.regionId,
  sales_channel_id: asked.salesChannelId,
  email: asked.email,
  items: asked.items.map((item) => ({ ...item })),
  shipping_address: { ...asked.shippingAddress },
  billing_address: { ...asked.billingAddress },
  promo_codes: [...asked.codes],
  metadata: { checkout_fingerprint: asked.fingerprint },
  ...(asked.customerId !== null && { customer_id: asked.customerId }),
  ...(asked.locale !== null && { locale: asked.locale }),
})

import type { ICartModuleService, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { PAYMENT_ANSWERS, type CheckoutAnswer } from "./checkout-answer"
import { completeCheckout } from "./complete-checkout"
import { deleteCartAddresses } from "./whole-checkout-addresses"
import type { FieldProblem, WholeCheckoutAsked } from "./whole-checkout-asked"
import { prepareWholeCheckoutWorkflow } from "./whole-checkout-cart"
import { wholeCheckoutProblems } from "./whole-checkout-problems"

export type WholeCheckoutAnswer =
  | CheckoutAnswer
  | { readonly type: "invalid"; readonly problems: readonly FieldProblem[] }
  /** The cart of this key was made by a request with other content. */
  | { readonly type: "reused" }

interface CartSeen {
  readonly completed_at: string | null
  readonly metadata: { readonly checkout_fingerprint?: string } | null
  readonly shipping_methods?: readonly object[]
  readonly payment_collection?: { readonly id: string; readonly payment_sessions?: readonly { readonly id: string }[] }
}

/**
 * A guest's whole checkout. Its cart has an id that the caller's key gives, so a try after a crash finds how far the last
 * one came, makes what is missing, and goes on to the completion, which makes one order of one cart.
 *
 * Refused, it leaves nothing: no cart, no hold, no payment session. A decline leaves the cart, for another payment.
 */
export async function wholeCheckout(
  container: MedusaContainer,
  asked: WholeCheckoutAsked,
): Promise<WholeCheckoutAnswer> {
  const seen = await readCart(container, asked.cartId)
  if (seen && seen.metadata?.checkout_fingerprint !== asked.fingerprint) return { type: "reused" }
  if (!seen?.completed_at) {
    const problems = await prepare(container, asked, seen)
    if (problems.length > 0) return { type: "invalid", problems }
  }
  const { cartId, idempotencyKey } = asked
  const answer = await completeCheckout(container, { cartId, idempotencyKey })
  if (answer.type === "refused" && !PAYMENT_ANSWERS.has(answer.refusal.type)) await discardCart(container, cartId)
  return answer
}

async function prepare(
  container: MedusaContainer,
  asked: WholeCheckoutAsked,
  seen: CartSeen | undefined,
): Promise<readonly FieldProblem[]> {
  const problems = seen ? [] : await wholeCheckoutProblems(container, asked)
  if (problems.length > 0) return problems
  const { payment_collection: collection, shipping_methods: methods = [] } = seen ?? {}
  const found = {
    cart: seen !== undefined,
    shippingMethods: methods.length > 0,
    paymentCollectionId: collection?.id ?? null,
    paymentSession: (collection?.payment_sessions ?? []).length > 0,
  }
  const { errors } = await prepareWholeCheckoutWorkflow(container).run({ input: { asked, found }, throwOnError: false })
  const [failed] = errors
  if (!failed) return []
  const error: unknown = failed.error
  if (!MedusaError.isMedusaError(error) || !REFUSALS.has(error.type)) throw error
  return [problemOf(failed.action, error, asked)]
}

const REFUSALS = new Set<string>([
  MedusaError.Types.INVALID_DATA,
  MedusaError.Types.NOT_ALLOWED,
  MedusaError.Types.NOT_FOUND,
])

const FIELDS: readonly (readonly [action: RegExp, field: string, code: string])[] = [
  [/^create-cart/, "items", "items_refused"],
  [/^add-shipping-method/, "shipping_option_id", "shipping_option_unavailable"],
  [/^create-payment-session/, "payment", "payment_refused"],
]

/** The host says no to the cart as a whole; the step that said it tells which field it was about. */
function problemOf(action: string, { code, message }: MedusaError, { codes }: WholeCheckoutAsked): FieldProblem {
  if (code === "code_without_effect") return { field: codes.length === 1 ? "codes.0" : "codes", code, message }
  if (code === "shipping_option_missing") return { field: "shipping_option_id", code, message }
  if (code === "payment_missing") return { field: "payment", code, message }
  const [, field, ordinary] = FIELDS.find(([pattern]) => pattern.test(action)) ?? [null, "", "checkout_refused"]
  return { field, code: code ?? ordinary, message }
}

async function readCart(container: MedusaContainer, cartId: string): Promise<CartSeen | undefined> {
  const { data }: { data: readonly unknown[] } = await container.resolve("query").graph({
    entity: "cart",
    fields: [
      "completed_at",
      "metadata",
      "shipping_methods.id",
      "payment_collection.id",
      "payment_collection.payment_sessions.id",
    ],
    filters: { id: cartId },
  })
  return data[0] as CartSeen | undefined
}

/** Takes back what was made for a cart that will not be ordered. What cannot be taken back lapses by itself. */
async function discardCart(container: MedusaContainer, cartId: string): Promise<void> {
  const logger = container.resolve("logger")
  try {
    const seen = await readCart(container, cartId)
    const collection = seen?.payment_collection
    const payment = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
    for (const { id } of collection?.payment_sessions ?? []) await payment.deletePaymentSession(id)
    if (collection) await payment.deletePaymentCollections([collection.id])
    await container.resolve("link").delete({ [Modules.CART]: { cart_id: [cartId] } })
    await deleteCartAddresses(container, cartId)
    await container.resolve<ICartModuleService>(Modules.CART).deleteCarts([cartId])
    const stock = container.resolve<{ releaseHold?(holdId: string): Promise<unknown> }>(Modules.INVENTORY)
    await stock.releaseHold?.(cartId)
  } catch (error) {
    logger.warn(`Cart ${cartId} was refused and could not be taken back whole: ${String(error)}`)
  }
}

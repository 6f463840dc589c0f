import { MathBN, MedusaError, PaymentSessionStatus } from "@medusajs/framework/utils"
import type { CartRead, SessionRead } from "../../modules/checkout/domain/cart-read"
import type { CheckoutModuleService } from "../../modules/checkout/service"

const { INVALID_DATA, PAYMENT_AUTHORIZATION_ERROR } = MedusaError.Types

/** Statuses in which a session can still become a payment. */
const PROCESSABLE = new Set<string>([
  PaymentSessionStatus.PENDING,
  PaymentSessionStatus.REQUIRES_MORE,
  PaymentSessionStatus.AUTHORIZED,
  PaymentSessionStatus.CAPTURED,
  PaymentSessionStatus.PENDING_AUTHORIZATION,
])

/** What is to be paid, and how. No session: there is nothing to pay. */
export interface ToPay {
  readonly session: SessionRead | null
  /** Digits of minor units; null where there is nothing to pay. */
  readonly totalMinor: string | null
}

/**
 * Whether the cart can be paid for, in the host's words where the host asks the same.
 *
 * @throws MedusaError as the host's steps validate-cart-items and validate-cart-payments do, and `checkout_total_changed`
 * where the amounts are not one
 */
export function checkPayable(checkout: CheckoutModuleService, cart: CartRead): ToPay {
  if (cart.items.length === 0) throw new MedusaError(INVALID_DATA, "Cannot complete a cart with no items")
  const { total, creditLines } = checkout.total(cart)
  if (MathBN.gte(creditLines, 0) && MathBN.lte(total, 0)) return { session: null, totalMinor: null }
  const collection = cart.payment_collection
  if (!collection) throw new MedusaError(INVALID_DATA, "Payment collection has not been initiated for cart")
  const open = collection.sessions.filter(({ status }) => PROCESSABLE.has(status))
  const [session] = open
  if (!session) throw new MedusaError(INVALID_DATA, "Payment sessions are required to complete cart")
  if (cart.region_id) {
    const off = [...new Set(open.map((one) => one.provider_id).filter((id) => !cart.providers.includes(id)))]
    if (off.length > 0) {
      throw new MedusaError(
        INVALID_DATA,
        `Payment provider${off.length > 1 ? "s" : ""} ${off.join(", ")} ${off.length > 1 ? "are" : "is"} not enabled in the cart's region ${cart.region_id}.`,
      )
    }
  }
  const amounts = checkout.amounts(cart, total, collection, session)
  if (amounts.equal) return { session, totalMinor: amounts.minor }
  throw new MedusaError(
    PAYMENT_AUTHORIZATION_ERROR,
    `The total has changed: the cart comes to ${amounts.cart}, the payment was opened for ${amounts.session}. Nothing was charged. Show the new total, and open a new payment session.`,
    "checkout_total_changed",
  )
}

/** @throws MedusaError as the host's step validate-shipping does */
export function checkShipping(cart: CartRead): void {
  const shipped = cart.items.filter((item) => item.requires_shipping)
  if (shipped.length > 0 && cart.shipping_methods.length === 0) {
    throw new MedusaError(
      INVALID_DATA,
      "No shipping method selected but the cart contains items that require shipping.",
    )
  }
  const offered = new Set(cart.shipping_methods.map((method) => method.profile_id))
  // A line that is no variant has no profile: any way of shipping will do.
  if (shipped.some(({ variant }) => variant && !offered.has(variant.shipping_profile_id))) {
    throw new MedusaError(
      INVALID_DATA,
      "The cart items require shipping profiles that are not satisfied by the current shipping methods",
    )
  }
}

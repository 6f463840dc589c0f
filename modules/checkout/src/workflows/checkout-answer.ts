import { MedusaError } from "@medusajs/framework/utils"
import type { AttemptRefusal } from "../modules/checkout/domain/attempt"

/**
 * - `order`: the cart is this order. `replayed` says that it was before this call.
 * - `refused`: nothing was charged, or what was is given back; in the host's words.
 * - `busy`: somebody else is at it, or nobody can say yet what became of the payment: ask again.
 */
export type CheckoutAnswer =
  | { readonly type: "order"; readonly orderId: string; readonly replayed: boolean }
  | { readonly type: "refused"; readonly refusal: AttemptRefusal }
  | { readonly type: "busy"; readonly code: string; readonly message: string; readonly retryAfterSeconds: number }

/** Refusals that a shopper can do something about: answered with the cart and status 200, as the host does. */
export const PAYMENT_ANSWERS: ReadonlySet<string> = new Set([
  MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
  MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR,
])

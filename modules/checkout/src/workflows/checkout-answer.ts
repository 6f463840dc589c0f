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

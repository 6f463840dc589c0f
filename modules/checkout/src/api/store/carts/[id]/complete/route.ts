import { prepareRetrieveQuery, type MedusaRequest, type MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { defaultStoreCartFields } from "@medusajs/medusa/api/store/carts/query-config"
import { refetchCart } from "@medusajs/medusa/api/store/carts/helpers"
import type { AttemptRefusal } from "../../../../../modules/checkout/domain/attempt"
import { refusalError } from "../../../../../modules/checkout/refusal-error"
import { PAYMENT_ANSWERS } from "../../../../../workflows/checkout-answer"
import { completeCheckout } from "../../../../../workflows/complete-checkout"
import { answerOrder } from "../../../answer-order"

/** POST /store/carts/:id/complete, answering what the host's own route answers. */
export const POST = async (
  req: MedusaRequest & { readonly auth_context?: { readonly actor_id?: string } },
  res: MedusaResponse,
): Promise<void> => {
  const cartId = req.params["id"] ?? ""
  const customerId = req.auth_context?.actor_id
  const answer = await completeCheckout(req.scope, {
    cartId,
    idempotencyKey: (res.locals["idempotencyKey"] as string | undefined) ?? null,
    actor: customerId ? { type: "customer", id: customerId } : null,
  })
  switch (answer.type) {
    case "order":
      res
        .status(200)
        .json({ type: "order", order: await answerOrder(req.scope, answer.orderId, req.queryConfig.fields) })
      return
    case "refused":
      if (!PAYMENT_ANSWERS.has(answer.refusal.type)) throw refusalError(answer.refusal)
      res.status(200).json({ type: "cart", cart: await cartOf(req, cartId), error: errorOf(answer.refusal) })
      return
    case "busy":
      res
        .status(409)
        .set("Retry-After", String(answer.retryAfterSeconds))
        .json({ type: MedusaError.Types.CONFLICT, code: answer.code, message: answer.message })
  }
}

const errorOf = ({ type, code, message }: AttemptRefusal) => ({
  message,
  name: "Error",
  type,
  ...(code !== null && { code }),
})

async function cartOf(req: MedusaRequest, cartId: string): Promise<unknown> {
  const { remoteQueryConfig } = await prepareRetrieveQuery({}, { defaults: defaultStoreCartFields }, req)
  return refetchCart(cartId, req.scope, remoteQueryConfig.fields)
}

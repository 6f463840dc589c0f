import { prepareRetrieveQuery, type MedusaRequest, type MedusaResponse } from "@medusajs/framework/http"
import { refetchCart } from "@medusajs/medusa/api/store/carts/helpers"
import { defaultStoreCartFields } from "@medusajs/medusa/api/store/carts/query-config"
import { canonicalHash, expectDone } from "@holdfast/kernel"
import { refusalError } from "../../../modules/checkout/refusal-error"
import { PAYMENT_ANSWERS } from "../../../workflows/checkout-answer"
import { wholeCheckout } from "../../../workflows/whole-checkout"
import type { FieldProblem, WholeCheckoutAsked } from "../../../workflows/whole-checkout-asked"
import { answerOrder } from "../answer-order"
import { say } from "../../idempotency/answer-verdict"
import { scopeOf } from "../../idempotency/request-content"
import { readWholeCheckoutBody, type WholeCheckoutBody } from "./whole-checkout-body"

type Shopper = MedusaRequest & {
  readonly auth_context?: { readonly actor_id?: string }
  readonly publishable_key_context: { readonly sales_channel_ids: readonly string[] }
}

/** A whole checkout in one call: what a storefront does in eight, and answered as the last of them is. */
export async function POST(req: Shopper, res: MedusaResponse): Promise<void> {
  const read = readWholeCheckoutBody(req.body)
  if ("problems" in read) {
    refuse(res, read.problems)
    return
  }
  const asked = askedBy(req, read.body, res.locals["idempotencyKey"] as string)
  const answer = await wholeCheckout(req.scope, asked)
  switch (answer.type) {
    case "invalid":
      refuse(res, answer.problems)
      return
    case "reused":
      say(res, 422, {
        code: "idempotency_key_reused",
        message: "A checkout with this Idempotency-Key and other content was begun before.",
        nextStep: "Use a new key for a new request, and the same key only to repeat one unchanged.",
      })
      return
    case "busy":
      res.set("Retry-After", String(answer.retryAfterSeconds)).status(409)
      res.json({ type: "conflict", code: answer.code, message: answer.message })
      return
    case "refused": {
      const { type, code, message } = answer.refusal
      if (!PAYMENT_ANSWERS.has(type)) throw refusalError(answer.refusal)
      const { remoteQueryConfig } = await prepareRetrieveQuery(
        {},
        { defaults: defaultStoreCartFields },
        req as MedusaRequest,
      )
      const cart: unknown = await refetchCart(asked.cartId, req.scope, remoteQueryConfig.fields)
      res.json({ type: "cart", cart, error: { message, name: "Error", type, ...(code !== null && { code }) } })
      return
    }
    case "order":
      res.json({ type: "order", order: await answerOrder(req.scope, answer.orderId, req.queryConfig.fields) })
  }
}

function askedBy(req: Shopper, body: WholeCheckoutBody, key: string): WholeCheckoutAsked {
  const hash = expectDone(canonicalHash([scopeOf(req).scope, key]))
  const ids = [body.shipping_option_id ?? []].flat()
  return {
    // Capital hexadecimal digits are letters of a ULID, and 26 of them are 104 bits.
    cartId: `cart_${hash.slice(0, 26).toUpperCase()}`,
    fingerprint: expectDone(canonicalHash(body)),
    idempotencyKey: key,
    customerId: req.auth_context?.actor_id ?? null,
    salesChannelId: req.publishable_key_context.sales_channel_ids[0] ?? "",
    locale: body.locale ?? null,
    regionId: body.region_id,
    currencyCode: body.currency_code ?? null,
    email: body.email,
    items: body.items,
    shippingAddress: body.shipping_address,
    billingAddress: body.billing_address ?? body.shipping_address,
    shippingOptions: ids.map((id) => ({ id, data: body.shipping_data })),
    payment: body.payment ?? null,
    codes: body.codes,
  }
}

function refuse(res: MedusaResponse, errors: readonly FieldProblem[]): void {
  const message = errors.map((error) => `${error.field || "The request"}: ${error.message}`).join(" ")
  const code = errors.length === 1 && errors[0] ? errors[0].code : "checkout_input_invalid"
  res.status(400).json({ type: "invalid_data", code, message, errors })
}

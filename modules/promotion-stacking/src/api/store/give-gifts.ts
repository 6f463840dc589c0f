import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { GIFT_OF } from "../../modules/promotion-stacking/cart-from-context"
import { keepGifts } from "../../workflows/keep-gifts"
import { stackingOf } from "../stacking-of"

interface ChangedCart {
  readonly id: string
  readonly items?: readonly { readonly metadata?: Readonly<Record<string, unknown>> | null }[]
}

/** A cart that was changed is answered with the gifts that it has earned, and without those it has lost. */
export function giveGifts(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (req.method !== "GET") {
    const json = res.json.bind(res)
    res.json = (sent: unknown) => {
      const body = (sent ?? {}) as { cart?: ChangedCart; parent?: ChangedCart }
      const cart = body.cart ?? body.parent
      if (res.statusCode >= 400 || cart === undefined) return json(sent)
      withGifts(req, body, cart)
        .catch((error: unknown) => {
          // The cart was changed, and is sound without a gift. Its next change looks again.
          req.scope.resolve(ContainerRegistrationKeys.LOGGER).error(error as Error)
          return body
        })
        .then(json)
        .catch(next)
      return res
    }
  }
  next()
}

async function withGifts(req: MedusaRequest, body: object, cart: ChangedCart): Promise<object> {
  // A gift stays in its cart when its promotion is deleted, and no rule is left that would tell.
  const looked = mayHaveGift(cart) || (await stackingOf(req).givesGifts())
  return looked && (await keepGifts(req.scope, cart.id)) ? withFreshCart(req, body, cart.id) : body
}

/** Also where the caller asked for other fields, so that nobody can know. */
const mayHaveGift = ({ items }: ChangedCart) =>
  items === undefined || items.some(({ metadata }) => metadata === undefined || GIFT_OF in (metadata ?? {}))

async function withFreshCart(req: MedusaRequest, body: object, cartId: string): Promise<object> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const fields = (req as { queryConfig?: { fields: string[] } }).queryConfig?.fields ?? ["*", "items.*"]
  const { data } = await query.graph({ entity: "cart", fields, filters: { id: cartId } })
  const key = "cart" in body ? "cart" : "parent"
  return { ...body, [key]: data[0] as unknown }
}

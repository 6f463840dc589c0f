import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { keepGifts } from "../../workflows/keep-gifts"
import { stackingOf } from "../stacking-of"

/** A cart that was changed is answered with the gifts that it has earned, and without those it has lost. */
export async function giveGifts(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (req.method === "GET" || !(await stackingOf(req).givesGifts())) {
    next()
    return
  }
  const json = res.json.bind(res)
  res.json = (sent: unknown) => {
    const body = (sent ?? {}) as { cart?: { id: string }; parent?: { id: string } }
    const cartId = body.cart?.id ?? body.parent?.id
    if (res.statusCode >= 400 || cartId === undefined) return json(sent)
    keepGifts(req.scope, cartId)
      .then(async (changed) => json(changed ? await withFreshCart(req, body, cartId) : body))
      .catch(next)
    return res
  }
  next()
}

async function withFreshCart(req: MedusaRequest, body: object, cartId: string): Promise<object> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const fields = (req as { queryConfig?: { fields: string[] } }).queryConfig?.fields ?? ["*", "items.*"]
  const { data } = await query.graph({ entity: "cart", fields, filters: { id: cartId } })
  const key = "cart" in body ? "cart" : "parent"
  return { ...body, [key]: data[0] as unknown }
}

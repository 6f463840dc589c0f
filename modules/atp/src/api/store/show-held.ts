import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { annotateCart } from "../../workflows/annotate-cart"

type Cart = Parameters<typeof annotateCart>[1]

/** Adds to every cart that is answered what is held for its lines. What cannot be told is left out; the cart is not. */
export function showHeld(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const answer = res.json.bind(res)
  res.json = (body: unknown) => {
    const cart = cartIn(body)
    if (!cart) return answer(body)
    annotateCart(req.scope, cart)
      .catch((error: unknown) => {
        const said = error instanceof Error ? error.message : String(error)
        req.scope.resolve(ContainerRegistrationKeys.LOGGER).warn(`What cart ${cart.id} holds is not shown: ${said}`)
      })
      .then(() => answer(body))
      .catch(next)
    return res
  }
  next()
}

/** `{ cart }`, and `{ parent }` where a line was deleted. */
function cartIn(body: unknown): Cart | undefined {
  if (body === null || typeof body !== "object") return undefined
  const { cart, parent } = body as { cart?: unknown; parent?: unknown }
  const shown = cart ?? parent
  const isCart = shown !== null && typeof shown === "object" && typeof (shown as { id?: unknown }).id === "string"
  return isCart && Array.isArray((shown as { items?: unknown }).items) ? (shown as Cart) : undefined
}

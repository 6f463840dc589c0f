import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { lifecycleOf } from "../workflows/lifecycle-of"

interface Shown {
  readonly order?: { readonly id?: string }
  readonly orders?: readonly { readonly id?: string }[]
}

/** An order of the store carries its published state, and alone its timeline as well: what a customer may know of the log. */
export function showState(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const json = res.json.bind(res)
  const lifecycle = lifecycleOf(req.scope)
  const withStates = async (body: Shown): Promise<object> => {
    const { order } = body
    const ids = [order, ...(body.orders ?? [])].flatMap((one) => (one?.id ? [one.id] : []))
    if (ids.length === 0) return body
    const states = await lifecycle.states(ids)
    const carry = <T extends { readonly id?: string }>(one: T) => ({ ...one, state: states.get(one.id ?? "") ?? null })
    return {
      ...body,
      ...(body.orders && { orders: body.orders.map(carry) }),
      ...(order?.id !== undefined && { order: { ...carry(order), timeline: await lifecycle.timeline(order.id) } }),
    }
  }
  res.json = (body: unknown) => {
    if (res.statusCode >= 400 || typeof body !== "object" || body === null) return json(body)
    withStates(body as Shown).then(json, next)
    return res
  }
  next()
}

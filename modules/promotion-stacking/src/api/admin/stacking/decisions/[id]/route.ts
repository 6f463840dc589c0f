import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../modules/promotion-stacking/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../../stacking-of"

/** What was decided last for a cart, or for an order: its own edits, else the cart it was made from. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const id = readInput(text(), req.params.id)
  const { data } = await req.scope.resolve("query").graph({
    entity: "order_cart",
    fields: ["cart_id"],
    filters: { order_id: id },
  })
  const carts = (data as { cart_id?: string }[]).flatMap((link) => link.cart_id ?? [])
  const decision = orThrow(await stackingOf(req).decisionOf([id, ...carts]))
  const { subjectId, inputHash, ...rest } = decision
  res.json({ decision: { subject_id: subjectId, input_hash: inputHash, ...rest } })
}

import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelFulfillmentWorkflow, cancelOrderFulfillmentWorkflow } from "@medusajs/medusa/core-flows"
import { orderOfParcel } from "../../../../../workflows/order-of-parcel"
import { showParcel } from "../../show-parcel"

/** The host's own route, which gives a parcel up and keeps its units from the order: here they are packed no more. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params["id"]!
  const found = await orderOfParcel(req.scope, id)
  if (found) {
    await cancelOrderFulfillmentWorkflow(req.scope).run({
      input: { order_id: found.orderId, fulfillment_id: id, canceled_by: req.auth_context.actor_id },
    })
  } else {
    await cancelFulfillmentWorkflow(req.scope).run({ input: { id } })
  }
  await showParcel(req, res, id)
}

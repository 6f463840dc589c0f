import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { HttpTypes } from "@medusajs/framework/types"
import { createOrderShipmentWorkflow, createShipmentWorkflow } from "@medusajs/medusa/core-flows"
import { orderOfParcel } from "../../../../../workflows/order-of-parcel"
import { showParcel } from "../../show-parcel"

/** The host's own route, which ships a parcel and leaves its order behind: here the order's units are shipped as well. */
export async function POST(
  req: AuthenticatedMedusaRequest<HttpTypes.AdminCreateFulfillmentShipment>,
  res: MedusaResponse,
): Promise<void> {
  const id = req.params["id"]!
  const by = req.auth_context.actor_id
  const found = await orderOfParcel(req.scope, id)
  if (found) {
    const { orderId, items } = found
    await createOrderShipmentWorkflow(req.scope).run({
      input: { ...req.validatedBody, order_id: orderId, fulfillment_id: id, items: [...items], created_by: by },
    })
  } else {
    await createShipmentWorkflow(req.scope).run({ input: { ...req.validatedBody, id, marked_shipped_by: by } })
  }
  await showParcel(req, res, id)
}

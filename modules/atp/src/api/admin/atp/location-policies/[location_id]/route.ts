import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../snake-case"
import { stockOf } from "../../../../stock-of"
import { mustExist } from "../../must-exist"

export const LocationPolicyBody = z.strictObject({
  priority: z.number().optional(),
  cost_per_shipment_minor: z.number().nullish(),
  cost_per_unit_minor: z.number().nullish(),
})

/** Changes the fields that are sent; null takes a cost away. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = readInput(LocationPolicyBody, req.body)
  const locationId = readInput(text(), req.params.location_id)
  await mustExist(req, "stock_location", locationId)
  const policy = await stockOf(req).setLocationPolicy(locationId, {
    priority: body.priority,
    costPerShipmentMinor: body.cost_per_shipment_minor,
    costPerUnitMinor: body.cost_per_unit_minor,
  })
  res.json({ location_policy: snakeCase(orThrow(policy)) })
}

import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Answers with a parcel as the host's own routes of parcels do. */
export async function showParcel(req: AuthenticatedMedusaRequest, res: MedusaResponse, id: string): Promise<void> {
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "fulfillment", fields: req.queryConfig.fields, filters: { id } })
  const [fulfillment] = data as readonly unknown[]
  res.json({ fulfillment })
}

import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

const resolution = z.enum(["priority", "best"])
export const SettingsBody = z.strictObject({
  resolution: resolution.optional(),
  campaigns: z.record(text(), resolution.nullable()).optional(),
})

const show = async (req: MedusaRequest) => {
  const policy = await stackingOf(req).settings()
  return { resolution: policy.resolution, campaigns: Object.fromEntries(policy.campaigns) }
}

/** How promotions are chosen from those that may apply: by the shop, and by campaigns that choose in their own way. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await show(req))
}

/** Changes what is sent. Null takes a campaign's own choice away. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { resolution: chosen, campaigns = {} } = readInput(SettingsBody, req.body)
  if (chosen) await stackingOf(req).setResolution(chosen)
  for (const [campaign, how] of Object.entries(campaigns)) await stackingOf(req).setResolution(how, campaign)
  res.json(await show(req))
}

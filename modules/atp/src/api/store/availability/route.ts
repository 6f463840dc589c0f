import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../modules/atp/or-throw"
import { quantityAsked } from "../../../modules/atp/quantity-asked"
import { readAvailability } from "../../../workflows/read-availability"
import { readInput, text, texts } from "@holdfast/host-kit"
import { snakeCase } from "../../snake-case"

export const AvailabilityQuery = z.object({
  variant_id: texts(100),
  quantity: z.unknown(),
  country: text(2).optional(),
  postal_code: text(20).optional(),
  sales_channel_id: text().optional(),
})

type StoreRequest = MedusaRequest & {
  readonly publishable_key_context?: { readonly sales_channel_ids: readonly string[] }
}

/** Whether so many of some variants can be bought, and for when. */
export async function GET(req: StoreRequest, res: MedusaResponse): Promise<void> {
  const query = readInput(AvailabilityQuery, req.query)
  const { availability, asOf } = await readAvailability(req.scope, {
    variantIds: [...new Set(query.variant_id)],
    quantity: orThrow(quantityAsked(query.quantity)),
    salesChannelId: channelOf(req.publishable_key_context?.sales_channel_ids ?? [], query.sales_channel_id),
    destination: { country: query.country, postalCode: query.postal_code },
  })
  res.setHeader("cache-control", "no-store")
  res.json({ availability: snakeCase(availability), as_of: asOf })
}

/** The publishable key's sales channel. A key of several needs to be told which of them. */
function channelOf(ofKey: readonly string[], asked: string | undefined): string {
  if (asked !== undefined && ofKey.includes(asked)) return asked
  const [only, ...others] = ofKey
  if (asked === undefined && only !== undefined && others.length === 0) return only
  const said =
    asked !== undefined
      ? `The publishable key does not sell in sales channel ${asked}.`
      : `The publishable key has ${ofKey.length} sales channels.`
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `${said} Send a key with one sales channel, or one of the key's as sales_channel_id.`,
    "sales_channel_invalid",
  )
}

import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Address } from "../modules/atp/domain/geography/locate"
import type { VariantAvailability } from "../modules/atp/domain/variant-availability"
import type AtpInventoryModuleService from "../modules/atp/service"
import { channelLocations } from "./channel-locations"
import { soldVariants } from "./sold-variants"

export interface AvailabilityAsked {
  readonly variantIds: readonly string[]
  readonly quantity: number
  readonly salesChannelId: string
  readonly destination: Address
}

/**
 * What a shopper of a sales channel can buy of some variants, in the order asked. A variant that the channel does not
 * sell is unknown there, whatever there is of it.
 */
export async function readAvailability(
  container: MedusaContainer,
  { variantIds, quantity, salesChannelId, destination }: AvailabilityAsked,
): Promise<{ readonly availability: readonly VariantAvailability[]; readonly asOf: string }> {
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  const found = await soldVariants(container, variantIds)
  const variants = [...found.values()].filter(
    (variant) => variant.published && variant.salesChannelIds.includes(salesChannelId),
  )
  const { answers, asOf } = await stock.variantAvailability({
    variants,
    quantity,
    locations: await channelLocations(container, salesChannelId),
    destination,
    strategy: (await stock.channelPolicy(salesChannelId)).strategy,
  })
  const byVariant = new Map(answers.map((answer) => [answer.variantId, answer]))
  return { availability: variantIds.map((id) => byVariant.get(id) ?? unknownVariant(id, quantity)), asOf }
}

const unknownVariant = (variantId: string, quantity: number): VariantAvailability => ({
  variantId,
  quantity,
  available: false,
  availableQuantity: 0,
  promiseDate: null,
  reason: "variant_unknown",
  nextDate: null,
})

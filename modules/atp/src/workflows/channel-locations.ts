import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type AtpInventoryModuleService from "../modules/atp/service"
import type { CartDemand } from "../modules/atp/cart-holds"

type Locations = CartDemand["locations"]

/** Where a channel ships from changes a few times a year; a change is seen this soon. */
const KEEP_MS = 5_000

interface Kept {
  readonly at: number
  readonly locations: Promise<Locations>
}

const kept = new WeakMap<object, Map<string, Kept>>()

/** The stock locations of a sales channel (of all channels: null), with what the choice among them needs. */
export function channelLocations(container: MedusaContainer, salesChannelId: string | null): Promise<Locations> {
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  // Kept by the module's pool: the container's proxy is a new object each time.
  const shop = stock.identity
  const channels = kept.get(shop) ?? new Map<string, Kept>()
  kept.set(shop, channels)
  const key = salesChannelId ?? ""
  const before = channels.get(key)
  if (before && before.at > Date.now() - KEEP_MS) return before.locations
  const locations = readLocations(container, salesChannelId)
  channels.set(key, { at: Date.now(), locations })
  locations.catch(() => channels.delete(key))
  return locations
}

async function readLocations(container: MedusaContainer, salesChannelId: string | null): Promise<Locations> {
  const { data } = await container.resolve("query").graph({
    entity: "stock_location",
    fields: ["id", "name", "address.country_code", "address.postal_code", "sales_channels.id"],
  })
  const rows = data as unknown as {
    id: string
    name: string
    address?: { country_code?: string | null; postal_code?: string | null } | null
    sales_channels?: ({ id: string } | null)[] | null
  }[]
  const policies = await container.resolve<AtpInventoryModuleService>(Modules.INVENTORY).locationRanks()
  return rows
    .filter((row) => !salesChannelId || row.sales_channels?.some((channel) => channel?.id === salesChannelId))
    .map((row) => ({
      locationId: row.id,
      name: row.name,
      country: row.address?.country_code ?? undefined,
      postalCode: row.address?.postal_code ?? undefined,
      ...(policies.get(row.id) ?? { priority: 100 }),
    }))
}

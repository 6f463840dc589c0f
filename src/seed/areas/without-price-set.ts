import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Of these variants or shipping options, those that no price set is tied to. */
export async function withoutPriceSet(
  container: MedusaContainer,
  entity: "variant" | "shipping_option",
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity,
    fields: ["id", "price_set_link.price_set_id"],
    filters: { id: [...ids] },
  })
  const rows = data as unknown as { id: string; price_set_link?: { price_set_id?: string } | null }[]
  return new Set(rows.filter((row) => !row.price_set_link?.price_set_id).map((row) => row.id))
}

import { MedusaError } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"

/** Refuses a policy for something the shop does not have: it would never be looked at, and nobody would know. */
export async function mustExist(
  { scope }: { readonly scope: MedusaContainer },
  entity: "sales_channel" | "stock_location",
  id: string,
): Promise<void> {
  const { data } = await scope.resolve("query").graph({ entity, fields: ["id"], filters: { id } as never })
  if (data.length > 0) return
  const name = entity.replace("_", " ")
  throw new MedusaError(
    MedusaError.Types.NOT_FOUND,
    `There is no ${name} ${id}. Look for it in the list of ${name}s.`,
    `${entity}_unknown`,
  )
}

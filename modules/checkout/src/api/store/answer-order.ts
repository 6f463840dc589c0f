import type { MedusaContainer } from "@medusajs/framework/types"
import { defaultStoreRetrieveOrderFields } from "@medusajs/medusa/api/store/orders/query-config"
import { checkoutOf } from "../../workflows/checkout-of"

/** As the host names them to its query: `*items` is every column of them. */
const DEFAULTS: ReadonlySet<string> = new Set(
  defaultStoreRetrieveOrderFields.map((field) => (field.startsWith("*") ? `${field.slice(1)}.*` : field)),
)
/** Of the order itself, not of what belongs to it. */
const COLUMNS = defaultStoreRetrieveOrderFields.filter((field) => !field.startsWith("*"))

/**
 * An order as the host answers it. What storefronts get when they ask for no fields is read by one statement; any other
 * choice goes through the host's query.
 */
export async function answerOrder(
  container: MedusaContainer,
  orderId: string,
  fields: readonly string[],
): Promise<unknown> {
  if (fields.length === DEFAULTS.size && fields.every((field) => DEFAULTS.has(field))) {
    return checkoutOf(container).orderAnswer(orderId, COLUMNS)
  }
  const query = { entity: "order", fields: [...fields], filters: { id: orderId } }
  const { data }: { data: readonly unknown[] } = await container.resolve("query").graph(query)
  return data[0]
}

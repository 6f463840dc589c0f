import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

/** How carts of each sales channel hold stock; `*` is every channel without a policy of its own. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ channel_policies: snakeCase(await stockOf(req).channelPolicies()) })
}

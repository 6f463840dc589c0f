import type { MedusaContainer } from "@medusajs/framework/types"
import { tendOrders } from "../workflows/tend-orders"

export default async function orderLifecycleTick(container: MedusaContainer): Promise<void> {
  await tendOrders(container)
}

export const config = { name: "order-lifecycle-tick", schedule: "* * * * *" }

import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/payment/or-throw"
import { orderLifecycleOf } from "./order-lifecycle-of"

/**
 * Does something to an order that only one may do at a time, as one of the host's workflows would: in the order's turn,
 * with what happened logged afterwards. In a shop without states of orders it is just done.
 */
export async function withPermit<T>(
  container: MedusaContainer,
  orderId: string | null,
  workflow: string,
  work: () => Promise<T>,
): Promise<T> {
  const lifecycle = orderId === null ? null : orderLifecycleOf(container)
  if (!lifecycle || orderId === null) return work()
  const run = `${workflow}-${randomUUID()}`
  orThrow(await lifecycle.begin({ workflow, run, outer: [], events: [], orderIds: [orderId] }))
  try {
    return await work()
  } finally {
    await lifecycle.end(run, workflow)
  }
}

import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/payment/or-throw"
import { orderLifecycleOf } from "./order-lifecycle-of"

/** Does something to an order in its turn, if it has one: in a shop without states of orders it is just done. */
export async function withPermit<T>(
  container: MedusaContainer,
  orderId: string | null,
  workflow: string,
  work: () => Promise<T>,
): Promise<T> {
  const lifecycle = orderId === null ? null : orderLifecycleOf(container)
  return lifecycle && orderId !== null ? orThrow(await lifecycle.inTurn(workflow, orderId, work)) : work()
}

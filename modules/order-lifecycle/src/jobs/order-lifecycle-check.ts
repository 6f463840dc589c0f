import type { MedusaContainer } from "@medusajs/framework/types"
import { lifecycleOf } from "../workflows/lifecycle-of"

/** Every night: replays every order's log, and files what differs. One process does it, the others leave it to that one. */
export default async function orderLifecycleCheck(container: MedusaContainer): Promise<void> {
  await lifecycleOf(container).checkOnce()
}

export const config = { name: "order-lifecycle-check", schedule: "17 3 * * *" }

import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { reconcile } from "../workflows/reconcile"

/** Compares what was ordered, paid, held and counted, and mends what may mend itself. */
export default async function reconcileEachMinute(container: MedusaContainer): Promise<void> {
  const { found, failures } = await reconcile(container)
  if (found === 0 && failures.length === 0) return
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(
      `Reconciliation: ${found} new breaks${failures.length > 0 ? `; not mended: ${failures.slice(0, 5).join("; ")}` : ""}. Orders > Reconciliation shows them.`,
    )
}

export const config = { name: "checkout-reconcile", schedule: { interval: 60_000, concurrency: "forbid" } }

import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { followOperations } from "../workflows/follow-operations"
import { processWebhooks } from "../workflows/process-webhooks"

/** Handles webhooks that are left, asks about unknown operations, and lets orders follow. Any number of processes may. */
export default async function settlePayments(container: MedusaContainer): Promise<void> {
  await processWebhooks(container)
  const { failed } = await followOperations(container)
  if (failed.length > 0) {
    container
      .resolve<Logger>(ContainerRegistrationKeys.LOGGER)
      .warn(`${failed.length} payment operations could not be followed and are tried again, the first: ${failed[0]}`)
  }
}

export const config = {
  name: "payment-settle",
  schedule: { interval: 60_000, concurrency: "forbid" },
}

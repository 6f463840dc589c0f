import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type AtpInventoryModuleService from "../modules/atp/service"

/** Removes lapsed holds, shows what is not shown yet, and forgets what is old. Any number of processes may do it at once. */
export default async function keepStockHouse(container: MedusaContainer): Promise<void> {
  const stock = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY)
  await stock.sweepExpiredHolds()
  await stock.projectStaleLevels()
  await stock.forgetOldActs()
}

export const config = {
  name: "atp-keep-stock-house",
  schedule: { interval: 5_000, concurrency: "forbid" },
}

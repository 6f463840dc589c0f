import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type AtpInventoryModuleService from "../modules/atp/service"

/** Compares the books every night and says what does not agree. It repairs nothing: that is decided by a person. */
export default async function checkStock(container: MedusaContainer): Promise<void> {
  const report = await container.resolve<AtpInventoryModuleService>(Modules.INVENTORY).checkStockNightly()
  if (!report) return
  const { levels, discrepancies } = report
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  if (discrepancies.length === 0) {
    logger.info(`Stock: ${levels} levels, everything agrees.`)
    return
  }
  const named = discrepancies
    .slice(0, 20)
    .map((one) => `${one.code} ${one.about} of ${one.itemId} at ${one.locationId}`)
  logger.error(
    `Stock: ${discrepancies.length} discrepancies in ${levels} levels. Look with npm run stock -- report. ${named.join("; ")}`,
  )
}

export const config = {
  name: "atp-check-stock",
  schedule: "17 3 * * *",
}

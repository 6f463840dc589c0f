import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type AtpInventoryModuleService from "../modules/atp/service"

/** The module that keeps the shop's stock. */
export const stockOf = ({ scope }: { readonly scope: MedusaContainer }): AtpInventoryModuleService =>
  scope.resolve<AtpInventoryModuleService>(Modules.INVENTORY)

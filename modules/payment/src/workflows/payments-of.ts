import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { HoldfastPaymentModuleService } from "../modules/payment"

/** The module that moves money. */
export const paymentsOf = (container: MedusaContainer): HoldfastPaymentModuleService =>
  container.resolve<unknown>(Modules.PAYMENT) as HoldfastPaymentModuleService

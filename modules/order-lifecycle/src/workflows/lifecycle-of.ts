import type { MedusaContainer } from "@medusajs/framework/types"
import { ORDER_LIFECYCLE_MODULE, type OrderLifecycleModuleService } from "../modules/order-lifecycle"

/** The module that keeps orders' states. */
export const lifecycleOf = (container: MedusaContainer): OrderLifecycleModuleService =>
  container.resolve<OrderLifecycleModuleService>(ORDER_LIFECYCLE_MODULE)

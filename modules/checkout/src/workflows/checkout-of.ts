import type { MedusaContainer } from "@medusajs/framework/types"
import { CHECKOUT_MODULE } from "../modules/checkout/checkout-module"
import type { CheckoutModuleService } from "../modules/checkout/service"

/** The module of the shop that a container belongs to. */
export const checkoutOf = (container: MedusaContainer): CheckoutModuleService => container.resolve(CHECKOUT_MODULE)

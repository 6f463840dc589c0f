import { Module } from "@medusajs/framework/utils"
import { CHECKOUT_MODULE } from "./checkout-module"
import { CheckoutModuleService } from "./service"

export { CHECKOUT_MODULE } from "./checkout-module"
export { CheckoutModuleService }

export default Module(CHECKOUT_MODULE, { service: CheckoutModuleService })

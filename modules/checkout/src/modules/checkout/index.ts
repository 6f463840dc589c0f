import { Module } from "@medusajs/framework/utils"
import { CHECKOUT_MODULE } from "./checkout-module"
import listenToCompletionHooks from "./loaders/listen-to-hooks"
import { CheckoutModuleService } from "./service"

export { CHECKOUT_MODULE } from "./checkout-module"
export { CheckoutModuleService }

export default Module(CHECKOUT_MODULE, { service: CheckoutModuleService, loaders: [listenToCompletionHooks] })

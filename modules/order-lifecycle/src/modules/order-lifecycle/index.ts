import { Module } from "@medusajs/framework/utils"
import { ORDER_LIFECYCLE_MODULE } from "./order-lifecycle-module"
import { OrderLifecycleModuleService } from "./service"

export { ORDER_LIFECYCLE_MODULE } from "./order-lifecycle-module"
export { OrderLogs } from "./order-logs"
export { OrderLifecycleModuleService }
export type { OrderLifecycleOptions, OrderRefKind } from "./service"
export { extendOrderLifecycle, type LifecycleExtension, type PluginGuard } from "./extensions"
export type { EventAsked } from "./event-asked"
export type { EventAnswer } from "./event-recorder"

export default Module(ORDER_LIFECYCLE_MODULE, { service: OrderLifecycleModuleService })

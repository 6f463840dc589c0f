import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import readOptions from "./loaders/read-options"
import { LeaseLockingProvider } from "./service"

export type { LeaseOptions } from "./options"

export default ModuleProvider(Modules.LOCKING, { services: [LeaseLockingProvider], loaders: [readOptions] })

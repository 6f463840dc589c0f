import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { Modules } from "@medusajs/framework/utils"

// The host imports this folder after its modules are loaded and before it listens; an error here ends the boot. Without
// the override the shop would oversell as before, and without the outbox no write of stock could be told.
const loaded = (key: string) =>
  MedusaModule.getLoadedModules().find((modules) => key in modules)?.[key] as { placeHold?: unknown } | undefined

const inventory = loaded(Modules.INVENTORY)
if (inventory && typeof inventory.placeHold !== "function") {
  throw new Error(
    'The module "inventory" is not the one of @holdfast/atp. Add { key: "inventory", resolve: "@holdfast/atp" } to modules in medusa-config.ts.',
  )
}
if (inventory && !loaded("message_log")) {
  throw new Error(
    '@holdfast/atp needs @holdfast/message-log beside it. Add { key: "message_log", resolve: "@holdfast/message-log" } to modules in medusa-config.ts.',
  )
}

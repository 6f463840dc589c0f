import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { Modules } from "@medusajs/framework/utils"

// The host imports this folder after its modules are loaded and before it listens; an error here ends the boot. Without
// the override a retried capture would be taken twice as before, and without the inbox no webhook could be kept.
const loaded = (key: string) =>
  MedusaModule.getLoadedModules().find((modules) => key in modules)?.[key] as { authorizeOnce?: unknown } | undefined

const payment = loaded(Modules.PAYMENT)
if (payment && typeof payment.authorizeOnce !== "function") {
  throw new Error(
    'The module "payment" is not the one of @holdfast/payment. Add { key: "payment", resolve: "@holdfast/payment" } to modules in medusa-config.ts.',
  )
}
if (payment && !loaded("message_log")) {
  throw new Error(
    '@holdfast/payment needs @holdfast/message-log beside it. Add { key: "message_log", resolve: "@holdfast/message-log" } to modules in medusa-config.ts.',
  )
}

import type { MedusaContainer } from "@medusajs/framework/types"
import { MESSAGE_LOG_MODULE, type MessageLogModuleService } from "../modules/message-log"

/** The inbox of whoever's container it is. */
export const inboxOf = (container: MedusaContainer): MessageLogModuleService => container.resolve(MESSAGE_LOG_MODULE)

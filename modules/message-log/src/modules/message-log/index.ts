import { Module } from "@medusajs/framework/utils"
import { MESSAGE_LOG_MODULE } from "./message-log-module"
import { MessageLogModuleService } from "./service"

export { MESSAGE_LOG_MODULE } from "./message-log-module"
export type { OutboxHealth } from "./domain/outbox-health"
export type { OutboxOptions } from "./domain/outbox-options"
export type { MessageLogModuleService, OutboxPass } from "./service"

export default Module(MESSAGE_LOG_MODULE, { service: MessageLogModuleService })

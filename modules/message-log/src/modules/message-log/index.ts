import { Module } from "@medusajs/framework/utils"
import { MESSAGE_LOG_MODULE } from "./message-log-module"
import { MessageLogModuleService } from "./service"

export { MESSAGE_LOG_MODULE } from "./message-log-module"
export type { InboxHealth } from "./domain/inbox-health"
export {
  INBOX_STATES,
  type InboxMessage,
  type InboxState,
  type InboxVerdict,
  type ReceivedMessage,
} from "./domain/inbox-message"
export type { InboxOptions } from "./domain/inbox-options"
export type { InboxAttempt, InboxFilter, InboxPage, ListedMessage, ShownMessage } from "./domain/inbox-page"
export type { OutboxHealth } from "./domain/outbox-health"
export type { OutboxOptions } from "./domain/outbox-options"
export type { InboxHandler, InboxPass } from "./inbox-processor"
export { MessageLogModuleService, type OutboxPass } from "./service"

export default Module(MESSAGE_LOG_MODULE, { service: MessageLogModuleService })

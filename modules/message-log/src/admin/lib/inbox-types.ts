import type { InboxState } from "../../modules/message-log/domain/inbox-message"
import type { InboxPage, ShownMessage } from "../../modules/message-log/domain/inbox-page"

export type { InboxState } from "../../modules/message-log/domain/inbox-message"
export type { InboxAttempt, ListedMessage, ShownMessage } from "../../modules/message-log/domain/inbox-page"

/** How many messages stand where; the done ones are not counted. */
export type InboxStanding = Readonly<Record<Exclude<InboxState, "done">, number>> & { readonly overdue_seconds: number }

export type InboxAnswer = InboxPage & {
  readonly sources: readonly string[]
  readonly health: InboxStanding
}

export interface MessageAnswer {
  readonly message: ShownMessage
}

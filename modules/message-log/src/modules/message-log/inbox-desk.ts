import { refuse, done, type Outcome, type Refusal } from "@holdfast/kernel"
import type { StatementPool } from "@holdfast/host-kit"
import type { ShownMessage } from "./domain/inbox-page"
import { parkMessage } from "./store/park-message"
import { readMessage } from "./store/read-message"
import { replayMessage } from "./store/replay-message"

export type InboxMessageUnknown = Refusal<"inbox_message_unknown">
export type InboxMessageBusy = Refusal<"inbox_message_in_work">
export type InboxMessageDone = Refusal<"inbox_message_done">

/** What people do with single messages. */
export class InboxDesk {
  constructor(private readonly pool: StatementPool) {}

  async message(inboxId: string): Promise<Outcome<ShownMessage, InboxMessageUnknown>> {
    const found = inboxId.includes("\0") ? undefined : await readMessage(this.pool, inboxId)
    if (found) return done(found)
    return refuse(
      "inbox_message_unknown",
      `The inbox has no message ${JSON.stringify(inboxId.slice(0, 60))}.`,
      "Look for it in the list; messages that were done are deleted after a while.",
    )
  }

  async replay(inboxId: string): Promise<Outcome<ShownMessage, InboxMessageUnknown | InboxMessageBusy>> {
    const before = await this.message(inboxId)
    if (!before.ok || (await replayMessage(this.pool, inboxId))) return before.ok ? this.message(inboxId) : before
    return inWork(inboxId)
  }

  /** A message that is parked already stays so. */
  async park(
    inboxId: string,
  ): Promise<Outcome<ShownMessage, InboxMessageUnknown | InboxMessageBusy | InboxMessageDone>> {
    const parked = await this.tryToPark(inboxId)
    const after = await this.message(inboxId)
    if (!after.ok || parked || after.value.state === "parked") return after
    if (after.value.state !== "done") return inWork(inboxId)
    return refuse(
      "inbox_message_done",
      `Message ${inboxId} is done, so nothing tries it any more.`,
      "Leave it as it is.",
    )
  }

  private async tryToPark(inboxId: string) {
    return !inboxId.includes("\0") && parkMessage(this.pool, inboxId)
  }
}

const inWork = (inboxId: string) =>
  refuse(
    "inbox_message_in_work",
    `Message ${inboxId} is being handled at this moment.`,
    "Try again in a moment; a lease that nobody works on ends by itself.",
  )

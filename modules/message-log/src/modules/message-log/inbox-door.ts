import { randomBytes } from "node:crypto"
import { done, idFactory, type Outcome, type SqlTx } from "@holdfast/kernel"
import { checkedMessages, type InboxRefused } from "./domain/checked-messages"
import type { InboxMessage } from "./domain/inbox-message"
import { GroupCommit } from "./group-commit"
import { receiveMessages, type MessageToReceive } from "./store/receive-messages"

export type Received = { readonly stored: number; readonly repeated: number }

/** More in one statement only makes the first of them wait longer for the last. */
const MOST_MESSAGES_TOGETHER = 500
const MOST_CHARACTERS_TOGETHER = 4_194_304

/** Checks what comes and keeps it; calls that come together share a commit, and each is kept whole or not at all. */
export class InboxDoor {
  private readonly newInboxId = idFactory("inb", { now: Date.now, randomBytes })
  private readonly calls: GroupCommit<readonly MessageToReceive[], Received>

  constructor(
    sql: SqlTx,
    private readonly maxPayloadBytes: number,
  ) {
    const keep = async (calls: readonly (readonly MessageToReceive[])[]) => {
      const fresh = await receiveMessages(sql, calls.flat())
      return calls.map((messages) => {
        const stored = messages.filter(({ inboxId }) => fresh.has(inboxId)).length
        return { stored, repeated: messages.length - stored }
      })
    }
    this.calls = new GroupCommit(keep, shareOf)
  }

  async receive(source: string, messages: readonly InboxMessage[]): Promise<Outcome<Received, InboxRefused>> {
    const checked = checkedMessages(source, messages, this.maxPayloadBytes)
    if (!checked.ok) return checked
    if (checked.value.length === 0) return done({ stored: 0, repeated: 0 })
    return done(
      await this.calls.add(checked.value.map((message) => ({ ...message, source, inboxId: this.newInboxId() }))),
    )
  }
}

const shareOf = (messages: readonly MessageToReceive[]) =>
  Math.max(
    messages.length / MOST_MESSAGES_TOGETHER,
    messages.reduce((sum, { json }) => sum + json.length, 0) / MOST_CHARACTERS_TOGETHER,
  )

import type { InboxState } from "./inbox-message"

/** What a list of messages is asked for. Whatever is left out is not looked at. */
export type InboxFilter = {
  readonly source?: string | undefined
  readonly state?: InboxState | undefined
  readonly key?: string | undefined
  /** Part of an id, a key, a kind or a reason. */
  readonly q?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** A message as a list shows it. Times are ISO 8601 in UTC. */
export type ListedMessage = {
  readonly id: string
  readonly source: string
  readonly message_id: string
  readonly key: string
  readonly kind: string
  readonly state: InboxState
  readonly occurred_at: string
  readonly received_at: string
  /** When it is tried next, or when its lease ends; null when neither happens. */
  readonly due_at: string | null
  readonly settled_at: string | null
  readonly attempts: number
  readonly failures: number
  /** What it waits for, or why it failed. */
  readonly reason: string | null
}

/** One try. `lapsed`: no verdict came before the lease ended. */
export type InboxAttempt = {
  readonly at: string
  readonly ms?: number
  readonly verdict: "done" | "waits" | "failed" | "lapsed"
  readonly text: string | null
}

/** A message with all that is known of it. */
export type ShownMessage = ListedMessage & {
  readonly payload: Readonly<Record<string, unknown>>
  /** The last twenty at most, the newest first. */
  readonly history: readonly InboxAttempt[]
  /** Earlier open messages of its key, which are handled first. */
  readonly behind: readonly { readonly id: string; readonly kind: string; readonly state: InboxState }[]
}

export type InboxPage = {
  readonly messages: readonly ListedMessage[]
  /** Counted up to 10,000. */
  readonly count: number
}

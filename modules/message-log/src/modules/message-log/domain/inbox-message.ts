/** What somebody told us, as a caller hands it over. */
export type InboxMessage = {
  /** The sender's own id of it. What comes again under it is the same message. */
  readonly id: string
  /** What it is about. Messages of one key are handled in order, one at a time. */
  readonly key: string
  /** What it says, such as `capture.confirmed`. */
  readonly kind: string
  /** By the sender's clock, ISO 8601 with its zone. */
  readonly occurredAt: string
  /** Plain JSON. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** A message as its handler gets it. */
export type ReceivedMessage = InboxMessage & {
  /** Ours, under which the inbox is asked for it. */
  readonly inboxId: string
  readonly source: string
  /** When it arrived, ISO 8601 in UTC. */
  readonly receivedAt: string
  /** How often it was handed to a handler, this time included. */
  readonly attempts: number
}

/** What became of a message. */
export type InboxVerdict =
  /** With what somebody who reads it later should know, such as why nothing was to be done. */
  | { readonly state: "done"; readonly note?: string }
  /** What it is about is not there yet. Kept and tried again; later messages of its key go on. */
  | { readonly state: "waits"; readonly reason: string }
  /** Tried again, and parked in the end; later messages of its key wait for it until then. */
  | { readonly state: "failed"; readonly error: string }

/** `working` ends by itself: with a verdict, or with its lease. */
export const INBOX_STATES = ["pending", "working", "waiting", "failed", "done", "parked"] as const
export type InboxState = (typeof INBOX_STATES)[number]

import type { InboxAttempt, InboxState } from "./inbox-types"

interface StateWords {
  readonly label: string
  readonly color: "grey" | "blue" | "orange" | "red" | "green" | "purple"
  /** What happens next. */
  readonly next: string
}

/** In the order in which a message may go through them. */
export const STATE_WORDS: Readonly<Record<InboxState, StateWords>> = {
  pending: { label: "Pending", color: "grey", next: "It is handled as soon as it is its turn." },
  working: { label: "In work", color: "blue", next: "It is being handled now." },
  waiting: {
    label: "Waiting",
    color: "orange",
    next: "What it is about is not there yet. It is tried again; later messages of its key go on.",
  },
  failed: { label: "Failed", color: "red", next: "It is tried again; later messages of its key wait for it." },
  parked: { label: "Parked", color: "purple", next: "Nothing happens until somebody replays it." },
  done: { label: "Done", color: "green", next: "It is handled, and is deleted after a while." },
}

export const INBOX_STATES = Object.keys(STATE_WORDS) as InboxState[]

export const VERDICT_WORDS: Readonly<Record<InboxAttempt["verdict"], Pick<StateWords, "label" | "color">>> = {
  done: { label: "Done", color: "green" },
  waits: { label: "Waits", color: "orange" },
  failed: { label: "Failed", color: "red" },
  lapsed: { label: "No verdict", color: "red" },
}

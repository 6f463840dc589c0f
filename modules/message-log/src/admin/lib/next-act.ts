import type { InboxState } from "./inbox-types"

interface Question {
  readonly title: string
  readonly description: string
  readonly confirmText: string
  /** Nothing here is lost by saying yes. */
  readonly variant: "confirmation"
}

/** What is asked before a message is replayed; nothing when replaying is what one would do anyway. */
export function replayQuestion(state: InboxState): Question | null {
  if (state !== "done") return null
  return {
    title: "Handle it once more?",
    description: "This message is done. Its handler is asked about it again, and does what is not done yet.",
    confirmText: "Replay",
    variant: "confirmation",
  }
}

export const PARK_QUESTION: Question = {
  title: "Park this message?",
  description: "It is not tried any more until somebody replays it, and later messages of its key go on without it.",
  confirmText: "Park",
  variant: "confirmation",
}

/** Whether the button is of use. */
export const canReplay = (state: InboxState) => state !== "working" && state !== "pending"
export const canPark = (state: InboxState) => state === "pending" || state === "waiting" || state === "failed"

import { InlineTip } from "@medusajs/ui"
import type { ShownMessage } from "../../lib/inbox-types"
import { STATE_WORDS } from "../../lib/state-words"

/** What a message waits for, why it failed, or what is to be known of how it ended, and the messages that it stands behind. */
export function MessageStanding({
  message: { state, reason, behind },
  onOpen,
}: {
  message: ShownMessage
  onOpen: (id: string) => void
}) {
  return (
    <>
      {reason && (
        <InlineTip
          variant={state === "waiting" || state === "done" ? "info" : "warning"}
          label={state === "waiting" ? "Waits for" : STATE_WORDS[state].label}
          className="break-words"
        >
          {reason}
        </InlineTip>
      )}
      {behind.length > 0 && (
        <InlineTip variant="info" label="Not its turn">
          Earlier messages of its key come first:{" "}
          {behind.map((one, place) => (
            <span key={one.id}>
              {place > 0 && ", "}
              <button
                type="button"
                className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
                onClick={() => {
                  onOpen(one.id)
                }}
              >
                {one.kind} ({STATE_WORDS[one.state].label.toLowerCase()})
              </button>
            </span>
          ))}
          .
        </InlineTip>
      )}
    </>
  )
}

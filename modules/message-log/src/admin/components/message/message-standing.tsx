import { InlineTip } from "@medusajs/ui"
import type { ShownMessage } from "../../lib/inbox-types"
import { STATE_WORDS } from "../../lib/state-words"

/** What a message waits for, or why it failed, and the messages that it stands behind. */
export function MessageStanding({
  message: { state, reason, behind },
  onOpen,
}: {
  message: ShownMessage
  onOpen: (id: string) => void
}) {
  const open = state !== "done"
  return (
    <>
      {open && reason && (
        <InlineTip
          variant={state === "waiting" ? "info" : "warning"}
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

import type { ReactNode } from "react"
import type { ShownMessage } from "../../lib/inbox-types"
import { distanceText } from "../../lib/moment-text"
import { useNow } from "../../lib/use-now"
import { MomentCell } from "../moment-cell"
import { StateBadge } from "../state-badge"

/** Who sent it, about what, and when. */
export function MessageFacts({ message, onKey }: { message: ShownMessage; onKey: (key: string) => void }) {
  const now = useNow(1_000)
  const { state, source, message_id: id, key, occurred_at: occurred, received_at: received, due_at: due } = message
  const pauses = (state === "waiting" || state === "failed") && due !== null
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-2">
      <Fact name="State">
        <StateBadge state={state} />
      </Fact>
      {pauses && <Fact name="Next try">{Date.parse(due) <= now ? "at the next run" : distanceText(due, now)}</Fact>}
      <Fact name="Source">{source}</Fact>
      <Fact name="Sender’s id">
        <span className="break-all font-mono">{id}</span>
      </Fact>
      <Fact name="About">
        <button
          type="button"
          className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover break-all text-left font-mono"
          title="Show all messages of this key"
          onClick={() => {
            onKey(key)
          }}
        >
          {key}
        </button>
      </Fact>
      <Fact name="Occurred">
        <MomentCell at={occurred} zone />
      </Fact>
      <Fact name="Received">
        <MomentCell at={received} zone />
      </Fact>
      {message.settled_at && (
        <Fact name={state === "parked" ? "Parked" : "Done"}>
          <MomentCell at={message.settled_at} zone />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="txt-compact-small text-ui-fg-subtle py-0.5">{name}</dt>
      <dd className="txt-compact-small min-w-0 py-0.5">{children}</dd>
    </>
  )
}

import { StatusBadge } from "@medusajs/ui"
import type { InboxState } from "../lib/inbox-types"
import { STATE_WORDS } from "../lib/state-words"

/** Where a message stands. */
export function StateBadge({ state }: { state: InboxState }) {
  const { label, color } = STATE_WORDS[state]
  return (
    <StatusBadge color={color} className="whitespace-nowrap">
      {label}
    </StatusBadge>
  )
}

import { StatusBadge } from "@medusajs/ui"
import type { AttemptState } from "../../lib/attempt-types"
import { STATE_COLORS, STATE_WORDS } from "../../lib/attempt-words"

/** Where an attempt stands. */
export const StateBadge = ({ state }: { readonly state: AttemptState }) => (
  <StatusBadge color={STATE_COLORS[state]} className="whitespace-nowrap">
    {STATE_WORDS[state]}
  </StatusBadge>
)

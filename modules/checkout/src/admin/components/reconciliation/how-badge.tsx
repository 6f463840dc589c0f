import { StatusBadge } from "@medusajs/ui"
import type { Break } from "../../lib/break-types"
import { howMended } from "../../lib/break-words"

/** Who has to do something about a break, and whether anybody has to. */
export function HowBadge({ one }: { readonly one: Break }) {
  const { words, color, means } = howMended(one)
  return (
    <StatusBadge color={color} title={means} className="whitespace-nowrap">
      {words}
    </StatusBadge>
  )
}

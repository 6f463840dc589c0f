import { Badge, Text } from "@medusajs/ui"
import type { RefusedAttempt } from "../../lib/lifecycle-types"
import { stateWord } from "../../lib/state-words"
import { ActorName } from "./actor-name"
import { EntryFrame } from "./entry-frame"

interface Props {
  readonly attempt: RefusedAttempt
  readonly titleOf: (event: string) => string
}

/** What somebody tried, and why it was refused. */
export function RefusedEntry({ attempt, titleOf }: Props) {
  return (
    <EntryFrame title={titleOf(attempt.event)} at={attempt.at} dot="border-2 border-ui-tag-red-icon">
      <Text size="small" className="text-ui-fg-subtle break-words">
        <Badge size="2xsmall" color="red" className="mr-1">
          refused
        </Badge>
        {attempt.message}
        {attempt.guard && ` (guard: ${stateWord(attempt.guard)})`}
        {" · "}
        <ActorName actor={attempt.actor} />
      </Text>
    </EntryFrame>
  )
}

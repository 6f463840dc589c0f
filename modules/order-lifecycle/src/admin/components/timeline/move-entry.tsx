import { Text } from "@medusajs/ui"
import { factWords } from "../../lib/fact-words"
import type { LoggedMove } from "../../lib/lifecycle-types"
import { publishedColor, type StateColor } from "../../lib/state-color"
import { stateWord, stateWords } from "../../lib/state-words"
import { ActorName } from "./actor-name"
import { EntryFrame } from "./entry-frame"
import { RecordLinks } from "./record-links"

const DOTS: Readonly<Record<StateColor, string>> = {
  green: "bg-ui-tag-green-icon",
  red: "bg-ui-tag-red-icon",
  blue: "bg-ui-tag-blue-icon",
  orange: "bg-ui-tag-orange-icon",
  purple: "bg-ui-tag-purple-icon",
  grey: "bg-ui-tag-neutral-icon",
}

interface Props {
  readonly move: LoggedMove
  readonly currency: string
  readonly nameOf: (lineId: string) => string
}

/** What happened to an order, who did it, and what followed. */
export function MoveEntry({ move, currency, nameOf }: Props) {
  const said = factWords(move.facts, currency, nameOf)
  return (
    <EntryFrame
      title={move.title}
      at={move.at}
      dot={move.noop ? "border-ui-border-strong border-2" : DOTS[publishedColor(move.to)]}
    >
      <Text size="small" className="text-ui-fg-subtle break-words">
        {move.noop ? "Changed nothing" : movedWords(move)}
        {said && ` · ${said}`}
        {" · "}
        <ActorName actor={move.actor} />
      </Text>
      {move.effects.length > 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          Then: {[...new Set(move.effects)].map(stateWord).join(", ")}
        </Text>
      )}
      <RecordLinks links={move.links} />
    </EntryFrame>
  )
}

const movedWords = ({ from, to }: LoggedMove) =>
  from === to ? `Stays ${stateWord(to)}` : `${stateWords(from)} → ${stateWord(to)}`

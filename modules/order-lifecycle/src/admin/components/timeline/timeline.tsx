import { Button, Label, Switch, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { titlesOf } from "../../lib/event-words"
import type { Lifecycle } from "../../lib/lifecycle-types"
import { timelineEntries } from "../../lib/timeline-entries"
import { MoveEntry } from "./move-entry"
import { RefusedEntry } from "./refused-entry"

const FEW = 20

interface Props {
  readonly lifecycle: Lifecycle
  readonly nameOf: (lineId: string) => string
}

/** The log of an order, the newest first. */
export function Timeline({ lifecycle, nameOf }: Props) {
  const [withRefused, setWithRefused] = useState(false)
  const [all, setAll] = useState(false)
  const titleOf = titlesOf(lifecycle.events)
  const entries = timelineEntries(lifecycle, withRefused)
  const refusals = lifecycle.refused.length
  return (
    <>
      {refusals > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
          <div className="flex items-center gap-2">
            <Switch id="lifecycle-refused" size="small" checked={withRefused} onCheckedChange={setWithRefused} />
            <Label htmlFor="lifecycle-refused" size="small">
              Show refused attempts ({refusals})
            </Label>
          </div>
          <Link
            to={`/lifecycle/refusals?order_id=${encodeURIComponent(lifecycle.order_id)}`}
            className="txt-compact-small text-ui-fg-interactive"
          >
            With all they saw
          </Link>
        </div>
      )}
      {entries.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-8 text-center">
          Nothing had happened to the order yet.
        </Text>
      ) : (
        <ol className="px-6 py-4" aria-label="What happened to the order, the newest first">
          {(all ? entries : entries.slice(0, FEW)).map((entry) =>
            entry.kind === "move" ? (
              <MoveEntry key={entry.key} move={entry.move} currency={lifecycle.currency_code} nameOf={nameOf} />
            ) : (
              <RefusedEntry key={entry.key} attempt={entry.attempt} titleOf={titleOf} />
            ),
          )}
        </ol>
      )}
      {entries.length > FEW && (
        <div className="px-6 py-3">
          <Button
            size="small"
            variant="transparent"
            onClick={() => {
              setAll(!all)
            }}
          >
            {all ? `Show the last ${FEW}` : `Show all ${entries.length.toLocaleString()}`}
          </Button>
        </div>
      )}
    </>
  )
}

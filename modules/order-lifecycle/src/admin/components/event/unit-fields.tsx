import { Input, Label, Text } from "@medusajs/ui"
import { unitsLeft, type EventDraft } from "../../lib/event-form"
import type { EventOutlook, Lifecycle } from "../../lib/lifecycle-types"

interface Props {
  readonly event: EventOutlook
  readonly lifecycle: Lifecycle
  readonly units: EventDraft["units"]
  readonly nameOf: (lineId: string) => string
  readonly onChange: (part: Pick<EventDraft, "units">) => void
}

/** How many units of each line that has any left. */
export function UnitFields({ event, lifecycle, units, nameOf, onChange }: Props) {
  const lines = unitsLeft(event, lifecycle)
  if (lines.length === 0) return <Text size="small">No line has units left for it.</Text>
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="txt-compact-small-plus mb-3">Units</legend>
      {lines.map(({ id, left }) => (
        <div key={id} className="flex items-center justify-between gap-4">
          <Label htmlFor={`units-${id}`} size="small" className="min-w-0 flex-1 break-words">
            {nameOf(id)}
          </Label>
          <Input
            id={`units-${id}`}
            size="small"
            type="number"
            min={0}
            max={left}
            step="any"
            className="w-24 text-right tabular-nums"
            value={units[id] ?? ""}
            onChange={({ target }) => {
              onChange({ units: { ...units, [id]: target.value } })
            }}
          />
          <Text size="small" className="text-ui-fg-subtle w-16 whitespace-nowrap tabular-nums">
            of {left.toLocaleString()}
          </Text>
        </div>
      ))}
    </fieldset>
  )
}

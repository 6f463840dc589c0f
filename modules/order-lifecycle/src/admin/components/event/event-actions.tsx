import { Button, Text } from "@medusajs/ui"
import { useRef, useState } from "react"
import { actOf } from "../../lib/event-acts"
import { AXES, type EventOutlook, type Lifecycle } from "../../lib/lifecycle-types"
import { EventDrawer } from "./event-drawer"

interface Props {
  readonly lifecycle: Lifecycle
  readonly nameOf: (lineId: string) => string
}

/** A button for each event that may be sent by hand now, and for no other. */
export function EventActions({ lifecycle, nameOf }: Props) {
  // Kept here, because the button goes when the order stops accepting its event, and the reason has to stay.
  const [chosen, setChosen] = useState<EventOutlook | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  const heading = useRef<HTMLDivElement>(null)
  const possible = AXES.flatMap((axis) =>
    lifecycle.events.filter((event) => event.axis === axis && event.allowed && event.manual),
  )
  return (
    <div className="flex flex-col gap-3 px-6 py-4">
      <div ref={heading} tabIndex={-1} className="outline-none">
        <Text size="small" weight="plus">
          What can be done
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {possible.length > 0
            ? "What the order accepts as it is now"
            : "The order accepts none by hand as it is now. The reasons are below."}
        </Text>
      </div>
      {possible.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {possible.map((event) => (
            <Button
              key={event.event}
              size="small"
              variant="secondary"
              disabled={lifecycle.pending !== null}
              onClick={({ currentTarget }) => {
                opener.current = currentTarget
                setChosen(event)
              }}
            >
              {actOf(event).verb}
            </Button>
          ))}
        </div>
      )}
      <EventDrawer
        event={chosen}
        lifecycle={lifecycle}
        nameOf={nameOf}
        onClose={() => {
          setChosen(null)
        }}
        onClosed={() => {
          const place = opener.current?.isConnected ? opener.current : heading.current
          place?.focus()
        }}
      />
    </div>
  )
}

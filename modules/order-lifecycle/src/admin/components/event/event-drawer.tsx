import { Drawer } from "@medusajs/ui"
import { useState } from "react"
import type { EventOutlook, Lifecycle } from "../../lib/lifecycle-types"
import { EventForm } from "./event-form"

interface Props {
  /** Null while nothing is asked. */
  readonly event: EventOutlook | null
  readonly lifecycle: Lifecycle
  readonly nameOf: (lineId: string) => string
  readonly onClose: () => void
  /** When it is gone: the focus has to go somewhere. */
  readonly onClosed: () => void
}

/** Asks before an event is recorded: how much, which units. */
export function EventDrawer({ event, lifecycle, nameOf, onClose, onClosed }: Props) {
  // What is left of it while it slides out.
  const [last, setLast] = useState(event)
  if (event !== null && event !== last) setLast(event)
  return (
    <Drawer
      open={event !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Drawer.Content
        onCloseAutoFocus={(closing) => {
          closing.preventDefault()
          onClosed()
        }}
      >
        {last && <EventForm key={last.event} event={last} lifecycle={lifecycle} nameOf={nameOf} onDone={onClose} />}
      </Drawer.Content>
    </Drawer>
  )
}

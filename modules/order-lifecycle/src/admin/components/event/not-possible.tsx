import { TriangleDownMini } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { useId, useState } from "react"
import { AXES, type EventOutlook } from "../../lib/lifecycle-types"

/** Every other event, why the order does not accept it, and what would have to happen first. */
export function NotPossible({ events }: { events: readonly EventOutlook[] }) {
  const [open, setOpen] = useState(false)
  const listId = useId()
  const refused = events.filter((event) => !event.allowed && event.because)
  // Those that somebody may look for a button of come first.
  const sorted = [true, false].flatMap((manual) =>
    AXES.flatMap((axis) => refused.filter((event) => event.manual === manual && event.axis === axis)),
  )
  if (sorted.length === 0) return null
  return (
    <div className="flex flex-col gap-3 px-6 py-4">
      <Button
        size="small"
        variant="transparent"
        className="-ml-2 self-start"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => {
          setOpen(!open)
        }}
      >
        <TriangleDownMini className={open ? "" : "-rotate-90"} />
        Not possible now ({sorted.length})
      </Button>
      {open && (
        <ul
          id={listId}
          tabIndex={0}
          aria-label="Events that are not possible now"
          className="flex max-h-96 flex-col gap-3 overflow-y-auto"
        >
          {sorted.map(({ event, title, because }) => (
            <li key={event}>
              <Text size="small" weight="plus">
                {title}
              </Text>
              <Text size="small" className="text-ui-fg-subtle break-words">
                {because?.message} {because?.next_step}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

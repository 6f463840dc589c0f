import { ArrowPath, Clock, InboxSolid } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { dueWords, runningWords, titlesOf } from "../../lib/event-words"
import type { Lifecycle } from "../../lib/lifecycle-types"
import { distanceText, exactMoment, momentText } from "../../lib/moment-text"
import { useNow } from "../../lib/use-now"

/** What is on its way, what waits for the order, and what comes by itself. */
export function GoingOn({ lifecycle }: { lifecycle: Lifecycle }) {
  const now = useNow()
  const { pending, waiting, timers } = lifecycle
  if (!pending && waiting.length === 0 && timers.length === 0) return null
  const titleOf = titlesOf(lifecycle.events)
  return (
    <ul className="flex flex-col gap-2 px-6 py-4" aria-label="Going on">
      {pending && (
        <Line icon={<ArrowPath className="motion-safe:animate-spin" />} at={pending.since}>
          {runningWords(pending.event, titleOf)} is running since {momentText(pending.since)}.{" "}
          {Date.parse(pending.lease_until) < now
            ? "It takes longer than it may: what it did is being looked up."
            : "Other changes wait for it."}
        </Line>
      )}
      {waiting.map(({ event_id: id, event, since }) => (
        <Line key={id} icon={<InboxSolid />} at={since}>
          {titleOf(event)} was reported {distanceText(since, now)} and waits until the order accepts it.
        </Line>
      ))}
      {timers.map(({ id, event, due_at: due }) => (
        <Line key={id} icon={<Clock />} at={due}>
          {dueWords(event, titleOf)} {Date.parse(due) < now ? "any moment now" : distanceText(due, now)}
        </Line>
      ))}
    </ul>
  )
}

function Line({ icon, at, children }: { icon: ReactNode; at: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2" title={exactMoment(at)}>
      <span className="text-ui-fg-muted mt-0.5 shrink-0" aria-hidden>
        {icon}
      </span>
      <Text size="small" className="text-ui-fg-subtle min-w-0 break-words">
        {children}
      </Text>
    </li>
  )
}

import { Button, Drawer, InlineTip, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { actOf } from "../../lib/event-acts"
import { asksAmount, asksPayment, asksUnits, draftOf, factsOf } from "../../lib/event-form"
import { useEventSending } from "../../lib/lifecycle-api"
import type { EventOutlook, Lifecycle } from "../../lib/lifecycle-types"
import { newEventId } from "../../lib/new-event-id"
import { EventRefused } from "../../lib/send-event"
import { stateWord } from "../../lib/state-words"
import { AmountFields } from "./amount-fields"
import { UnitFields } from "./unit-fields"
import { WholeAmount } from "./whole-amount"

interface Props {
  readonly event: EventOutlook
  readonly lifecycle: Lifecycle
  readonly nameOf: (lineId: string) => string
  readonly onDone: () => void
}

/** One opening of the drawer. A second press after a lost answer is the same event, so it is recorded once. */
export function EventForm({ event, lifecycle, nameOf, onDone }: Props) {
  const [eventId] = useState(newEventId)
  const [draft, setDraft] = useState(() => draftOf(event, lifecycle))
  const sending = useEventSending(lifecycle.order_id)
  const read = factsOf(event, lifecycle, draft)
  const act = actOf(event)
  const change = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part })
    sending.reset()
  }
  const send = async () => {
    if (!("facts" in read)) return
    try {
      const { facts } = read
      const answer = await sending.mutateAsync({
        event: event.event,
        event_id: eventId,
        ...(Object.keys(facts).length > 0 && { facts }),
      })
      const now = `The order is ${stateWord(answer.lifecycle.state)}.`
      toast.success(answer.replayed ? "It was done already" : event.title, { description: now })
      onDone()
    } catch {
      // The refusal is shown above the buttons, where it can be worked off.
    }
  }
  return (
    <form
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(submit) => {
        submit.preventDefault()
        void send()
      }}
    >
      <Drawer.Header>
        <Drawer.Title>{act.verb}</Drawer.Title>
        <Drawer.Description>
          {act.does} It is logged with your name. The order is {stateWord(lifecycle.state)} now.
        </Drawer.Description>
      </Drawer.Header>
      <Drawer.Body className="flex flex-col gap-4 overflow-y-auto">
        {(asksAmount(event) || asksPayment(event, lifecycle)) && (
          <AmountFields event={event} lifecycle={lifecycle} draft={draft} onChange={change} />
        )}
        {asksUnits(event) && (
          <UnitFields event={event} lifecycle={lifecycle} units={draft.units} nameOf={nameOf} onChange={change} />
        )}
        <WholeAmount event={event} lifecycle={lifecycle} payment={draft.payment} nameOf={nameOf} />
        <div aria-live="polite" className="flex flex-col gap-3">
          {"problem" in read && (
            <Text size="small" className="text-ui-fg-subtle">
              {read.problem}
            </Text>
          )}
          {sending.error && (
            <InlineTip variant="warning" label="Not done">
              {sending.error.message} {sending.error instanceof EventRefused && sending.error.nextStep}
            </InlineTip>
          )}
        </div>
      </Drawer.Body>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button type="button" size="small" variant="secondary">
            Close
          </Button>
        </Drawer.Close>
        <Button type="submit" size="small" disabled={!("facts" in read)} isLoading={sending.isPending}>
          {sending.error ? "Try again" : act.verb}
        </Button>
      </Drawer.Footer>
    </form>
  )
}

import { refuse, type Refusal } from "@holdfast/kernel"
import type { EventAsked } from "./event-asked"
import type { HeldPermit, KeptOrder } from "./store/read-orders"
import type { RefusalToLog } from "./store/refusals"

export const busy = (orderId: string, { event, since }: HeldPermit): Refusal<"order_busy"> =>
  refuse(
    "order_busy",
    `Order ${orderId} has been held by ${event ?? "another change"} since ${since}.`,
    "Try again in a moment.",
  )

/** What is kept of a refusal: who asked for what, why not, and what the guards saw. */
export const refusalRow = (
  asked: Pick<EventAsked, "orderId" | "event" | "eventId" | "actor">,
  refusal: Refusal & { readonly guard?: string },
  saw: KeptOrder | null,
): RefusalToLog => ({
  order_id: asked.orderId,
  event: asked.event,
  event_id: asked.eventId,
  state: saw?.state ?? "cart",
  code: refusal.code,
  message: refusal.message,
  next_step: refusal.nextStep,
  guard: refusal.guard ?? null,
  actor: asked.actor,
  saw: { axes: saw?.axes ?? {}, facts: saw?.facts ?? {} },
})

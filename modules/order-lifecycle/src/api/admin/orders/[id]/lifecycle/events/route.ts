import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { MoveRefused } from "../../../../../../modules/order-lifecycle/domain/decide"
import { orThrow, refusalError } from "../../../../../../modules/order-lifecycle/or-throw"
import { lifecycleOf } from "../../../../../../workflows/lifecycle-of"
import { performEvent } from "../../../../../../workflows/perform-event"
import { readInput, text } from "@holdfast/host-kit"

const Body = z.strictObject({
  event: text(100),
  /** Made by the caller before the first try and kept for retries. */
  event_id: text(),
  facts: z
    .strictObject({
      amount: z.string().optional(),
      payment: text().optional(),
      lines: z.record(z.string(), z.number()).optional(),
    })
    .default({}),
  /** When it happened, for what is told later. */
  occurred_at: z.iso.datetime({ offset: true }).optional(),
})

/** An event sent by hand: the host does what it takes, or it is recorded. Sent again it changes nothing. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { event, event_id: eventId, facts, occurred_at: occurredAt } = readInput(Body, req.body)
  const orderId = req.params["id"]!
  const lifecycle = lifecycleOf(req.scope)
  const sent = await performEvent(req.scope, {
    orderId,
    event,
    eventId,
    facts,
    actor: { type: "user", id: req.auth_context.actor_id, ...(req.requestId && { requestId: req.requestId }) },
    ...(occurredAt !== undefined && { occurredAt, links: { occurred_at: occurredAt } }),
  })
  if (!sent.ok) {
    const error = refusalError(sent)
    if (error.type !== "not_allowed") throw error
    const { code, message, nextStep, allowed } = { allowed: [], ...sent } as MoveRefused
    res.status(409).json({ type: "not_allowed", code, message, next_step: nextStep, allowed })
    return
  }
  const shown = orThrow(await lifecycle.lifecycle(orderId))
  const transition = shown.log.find((line) => line.event_id === eventId) ?? shown.log.at(-1)
  res.json({ replayed: sent.value.replayed, transition, lifecycle: shown })
}

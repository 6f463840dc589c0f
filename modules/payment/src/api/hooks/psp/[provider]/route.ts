import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { Logger } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ProviderFact, Refusal } from "@holdfast/kernel"
import { paymentsOf } from "../../../../workflows/payments-of"
import { inboxOf, processWebhooks } from "../../../../workflows/process-webhooks"

/** Signed by its provider, so nobody signs in. */
export const AUTHENTICATE = false

/** Believes what is signed, keeps it, answers, and only then does what follows. What is not signed is not kept. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const provider = req.params["provider"] ?? ""
  const providerId = provider.startsWith("pp_") ? provider : `pp_${provider}`
  const body = (req as { rawBody?: Buffer }).rawBody?.toString("utf8") ?? ""
  const facts = await paymentsOf(req.scope).readWebhook(providerId, { body, headers: req.headers })
  if (!facts.ok) {
    res.status(statusOf(facts)).json({ type: "webhook_refused", code: facts.code, message: facts.message })
    return
  }
  const { stored, repeated } = await inboxOf(req.scope).receive(providerId, facts.value.map(messageOf))
  res.status(202).json({ stored, repeated })
  // What fails here is handled by the next run of the job.
  processWebhooks(req.scope).catch((error: unknown) => {
    const logger = req.scope.resolve<Logger>(ContainerRegistrationKeys.LOGGER)
    logger.warn(`Webhooks wait for the next run: ${error instanceof Error ? error.message : String(error)}`)
  })
}

function statusOf({ code }: Refusal): number {
  if (code === "provider_unknown") return 404
  return code === "webhook_signature_invalid" ? 401 : 400
}

/** Facts of one payment are handled in order, so that is their key. */
const messageOf = (fact: ProviderFact) => ({
  id: fact.id,
  key: fact.paymentReference ?? fact.sessionId ?? fact.id,
  kind: fact.kind,
  occurredAt: fact.occurredAt,
  payload: { ...fact },
})

import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { answerMessage } from "../../../../answer-message"
import { inboxOf } from "../../../../inbox-of"

/** Sets a message aside until it is replayed. One that is parked already stays so. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  answerMessage(res, await inboxOf(req.scope).parkMessage(req.params["id"]!))
}

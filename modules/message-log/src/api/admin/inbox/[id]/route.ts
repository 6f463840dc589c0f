import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { answerMessage } from "../../../answer-message"
import { inboxOf } from "../../../inbox-of"

/** One message with its payload, its last attempts, and the messages that it stands behind. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  answerMessage(res, await inboxOf(req.scope).inboxMessage(req.params["id"]!))
}

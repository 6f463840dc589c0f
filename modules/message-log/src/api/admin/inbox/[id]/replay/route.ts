import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { answerMessage } from "../../../../answer-message"
import { inboxOf } from "../../../../inbox-of"

/** Makes a message due again as if it had just come. Asked twice, it is handled once more, not twice. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  answerMessage(res, await inboxOf(req.scope).replayMessage(req.params["id"]!))
}

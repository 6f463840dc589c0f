import type { MedusaResponse } from "@medusajs/framework/http"
import type { Outcome, Refusal } from "@holdfast/kernel"
import type { ShownMessage } from "../modules/message-log"

/** The message, or why not: 404 when there is none, 409 when it is not to be had in the state in which it is. */
export function answerMessage(res: MedusaResponse, outcome: Outcome<ShownMessage, Refusal>): void {
  if (outcome.ok) {
    res.json({ message: outcome.value })
    return
  }
  const { code, message, nextStep } = outcome
  const unknown = code === "inbox_message_unknown"
  res.status(unknown ? 404 : 409)
  res.json({
    type: unknown ? "not_found" : "not_allowed",
    code,
    message: `${message} ${nextStep}`,
    next_step: nextStep,
  })
}

import { MedusaError } from "@medusajs/framework/utils"
import type { Outcome, Refusal } from "@holdfast/kernel"

/** The value, or the refusal thrown as the host's error, which its routes answer with 400, 404 or 409. */
export function orThrow<T>(outcome: Outcome<T, Refusal>): T {
  if (outcome.ok) return outcome.value
  const { code, message, nextStep } = outcome
  throw new MedusaError(typeOf(code), `${message} ${nextStep}`, code)
}

/** Of the host's error types, those that let our code and text through to the caller. */
function typeOf(code: string): string {
  if (code === "inbox_message_unknown") return MedusaError.Types.NOT_FOUND
  if (code === "inbox_message_in_work" || code === "inbox_message_done") return MedusaError.Types.NOT_ALLOWED
  return MedusaError.Types.INVALID_DATA
}

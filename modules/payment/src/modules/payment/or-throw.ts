import { MedusaError } from "@medusajs/framework/utils"
import type { Outcome, Refusal } from "@holdfast/kernel"

/** The refusal as the host's error, which is what makes a workflow undo itself and a route answer 400, 404 or 409. */
export function refusalError(refusal: Refusal): MedusaError {
  return new MedusaError(typeOf(refusal.code), `${refusal.message} ${refusal.nextStep}`, refusal.code)
}

/** Of the host's error types, those that let our code and text through to the caller. */
function typeOf(code: string): string {
  switch (code) {
    case "payment_unknown":
    case "payment_session_gone":
    case "payment_operation_absent":
    case "payment_dispute_absent":
    case "provider_unknown":
      return MedusaError.Types.NOT_FOUND
    case "payment_amount_invalid":
    case "payment_amount_exceeds":
    case "payment_without_order":
    case "refund_line_unknown":
    case "refund_line_exceeds":
    case "payment_canceled":
      return MedusaError.Types.INVALID_DATA
    default:
      return MedusaError.Types.NOT_ALLOWED
  }
}

/** The value, or the refusal thrown. */
export function orThrow<T>(outcome: Outcome<T, Refusal>): T {
  if (outcome.ok) return outcome.value
  throw refusalError(outcome)
}

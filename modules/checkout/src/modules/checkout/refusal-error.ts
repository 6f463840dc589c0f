import { MedusaError } from "@medusajs/framework/utils"
import type { AttemptRefusal } from "./domain/attempt"

/** A refusal as the error that the host's routes and plugins know. */
export const refusalError = ({ type, code, message }: AttemptRefusal): MedusaError =>
  new MedusaError(type, message, code ?? undefined)

/** What of an error a caller is told. An error of nobody's making says as little as the host's handler does. */
export function refusalOf(error: unknown): AttemptRefusal {
  if (MedusaError.isMedusaError(error)) {
    const { type, code, message } = error
    return { type, code: code ?? null, message }
  }
  return {
    type: MedusaError.Types.UNEXPECTED_STATE,
    code: "checkout_failed",
    message: error instanceof Error ? error.message : String(error),
  }
}

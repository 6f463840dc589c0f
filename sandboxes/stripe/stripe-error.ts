import { reply, type Reply } from "../kit"
import type { ErrorBody } from "./stripe-objects"

/** What Stripe answers instead of doing it. */
export class StripeError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message)
  }

  toReply(): Reply {
    return reply(this.status, { error: this.body })
  }
}

export const invalid = (message: string, more: Partial<ErrorBody> = {}, status = 400) =>
  new StripeError(status, { type: "invalid_request_error", message, ...more })

export const missing = (kind: string, id: string) =>
  invalid(
    `No such ${kind}: '${id}'`,
    { code: "resource_missing", param: kind === "payment_intent" ? "intent" : kind },
    404,
  )

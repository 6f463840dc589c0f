import type { MedusaResponse } from "@medusajs/framework/http"
import type { KeptAnswer, KeyVerdict } from "../../modules/checkout/idempotency/domain/decide-key"

interface Said {
  readonly code: string
  readonly message: string
  readonly nextStep: string
}

/** Answers a request that is not carried out. */
export function answerVerdict(
  res: MedusaResponse,
  verdict: Exclude<KeyVerdict, { state: "begun" }>,
  request: string,
): void {
  switch (verdict.state) {
    case "done":
      replay(res, verdict.answer)
      break
    case "running":
      res.set("Retry-After", String(verdict.retryAfterSeconds))
      say(res, 409, {
        code: "idempotency_key_in_use",
        message: `The first ${request} with this Idempotency-Key is still being carried out.`,
        nextStep: `Send it again with the same key in ${verdict.retryAfterSeconds} s: its answer will be there.`,
      })
      break
    case "reused":
      say(res, 422, {
        code: "idempotency_key_reused",
        message: `This Idempotency-Key was sent with ${request} and other content before.`,
        nextStep: "Use a new key for a new request, and the same key only to repeat one unchanged.",
      })
      break
    case "unknown":
      say(res, 409, {
        code: "idempotency_outcome_unknown",
        message: `The process that carried out this ${request} ended before it answered. It may have been done, so it is not done again.`,
        nextStep: "Read what it was to change; if the change is not there, send the request with a new key.",
      })
  }
}

/** In the host's form, with what to do next as a field of its own. */
export function say(res: MedusaResponse, status: number, { code, message, nextStep }: Said): void {
  const type = status === 409 ? "conflict" : "invalid_data"
  res.status(status).json({ type, code, message: `${message} ${nextStep}`, next_step: nextStep })
}

function replay(res: MedusaResponse, { status, headers, body, bodyBytes }: KeptAnswer): void {
  res.set("Idempotent-Replayed", "true")
  if (body === null) {
    say(res, 409, {
      code: "idempotency_answer_not_kept",
      message: `The request with this Idempotency-Key was carried out and answered with status ${status} and ${bodyBytes} bytes, which is more than is kept. It is not done again.`,
      nextStep: "Read what it made.",
    })
    return
  }
  // Not `res.set`, which would complete a content type: the first answer is given again as it was.
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.status(status).end(Buffer.from(body))
}

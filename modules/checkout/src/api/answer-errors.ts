import {
  errorHandler,
  type MedusaErrorHandlerFunction,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"

const host = errorHandler() as MedusaErrorHandlerFunction

/** Somebody else is at it: nothing is wrong with the request, and it may be sent again. */
const BUSY: ReadonlySet<unknown> = new Set(["checkout_running", "lock_timeout", "lock_held"])

interface BodyError {
  readonly type?: unknown
  readonly limit?: number
  readonly length?: number
  readonly status?: number
}

/** A body that cannot be read is answered with a code, and who comes too early is told when to come again; everything else is the host's. */
export function answerErrors(error: unknown, req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const { type, limit, length, status } = (error ?? {}) as BodyError
  if (type === "entity.too.large") {
    // `connection: close` because the rest of the body is not worth reading.
    res
      .set("Connection", "close")
      .status(413)
      .json({
        type: "invalid_data",
        code: "request_body_too_large",
        message: `The body is ${length === undefined ? "larger than" : `${length} bytes long, and this route takes`} ${limit ?? "the"} bytes. Send less at once.`,
      })
    return
  }
  if (type === "entity.parse.failed") {
    res.status(400).json({
      type: "invalid_data",
      code: "request_body_malformed",
      message: "The body is not the JSON that its Content-Type says. Mend it and send it again.",
    })
    return
  }
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    res.status(status ?? 415).json({
      type: "invalid_data",
      code: "request_encoding_unsupported",
      message: "The body's encoding is not one that the shop reads. Send UTF-8, plain or as gzip or deflate.",
    })
    return
  }
  if (MedusaError.isMedusaError(error) && BUSY.has(error.code)) {
    // The host's own 409 says nothing of what is in the way.
    const { code, message } = error
    res.set("Retry-After", "2").status(409).json({ type: MedusaError.Types.CONFLICT, code, message })
    return
  }
  void host(error, req, res, next)
}

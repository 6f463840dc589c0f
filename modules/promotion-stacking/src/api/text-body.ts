import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"

const TEXT = /^(application|text)\/(x-)?yaml\b|^text\/(plain|csv)\b/
const MOST_BYTES = 50 * 1024 * 1024

/** The host reads JSON; a body of YAML or plain text is still unread when it arrives here, and becomes text. */
export async function textBody(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  // The host has read plain text by itself.
  if (!TEXT.test(req.headers["content-type"] ?? "") || (typeof req.body === "string" && req.body !== "")) {
    next()
    return
  }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) {
      next(
        new MedusaError(
          MedusaError.Types.INVALID_DATA,
          "The file is larger than 50 MB. Send it in parts.",
          "request_invalid",
        ),
      )
      return
    }
    chunks.push(chunk)
  }
  req.body = Buffer.concat(chunks).toString("utf8")
  next()
}

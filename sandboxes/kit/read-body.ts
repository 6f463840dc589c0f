import type { IncomingMessage } from "node:http"
import qs from "qs"

const LARGEST = 1_000_000

/** The body as it came, up to 1 MB. */
export async function readRaw(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST) throw new Error("The body is larger than 1 MB.")
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

/** A form or a query, with `a[b]=c` and `a[0]=b` as objects and lists. */
export const readForm = (text: string): Record<string, unknown> => qs.parse(text, { depth: 12, arrayLimit: 200 })

/** Reads a body by its type; undefined when there is none. */
export function readBody(raw: string, contentType: string): unknown {
  if (raw === "") return undefined
  return contentType.includes("json") ? (JSON.parse(raw) as unknown) : readForm(raw)
}

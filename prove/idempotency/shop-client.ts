import { request as plain, type IncomingHttpHeaders } from "node:http"
import { request as secure } from "node:https"

export interface Asked {
  readonly method?: "GET" | "POST" | "DELETE"
  /** Several values are several headers. */
  readonly key?: string | readonly string[]
  readonly body?: unknown
  /** The body as it goes out, when its spelling matters. */
  readonly raw?: string
  readonly token?: string
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON; an empty object when it is none. */
  readonly json: Record<string, unknown>
  readonly replayed: boolean
}

/** Sends requests as they are meant, also those that `fetch` would mend. */
export class ShopClient {
  constructor(
    private readonly baseUrl: string,
    private readonly publishableKey: string,
  ) {}

  send(path: string, { method = "POST", key, body, raw, token }: Asked = {}): Promise<Answer> {
    const url = new URL(path, this.baseUrl)
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const headers = {
      "x-publishable-api-key": this.publishableKey,
      ...(text !== undefined && {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(text)),
      }),
      ...(key !== undefined && { "idempotency-key": typeof key === "string" ? key : [...key] }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    return new Promise((answered, failed) => {
      const asked = (url.protocol === "https:" ? secure : plain)(url, { method, headers }, (res) => {
        const chunks: Buffer[] = []
        res.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", failed)
        res.on("end", () => answered(answerOf(res.statusCode ?? 0, res.headers, Buffer.concat(chunks).toString())))
      })
      asked.on("error", failed)
      asked.end(text)
    })
  }
}

function answerOf(status: number, headers: IncomingHttpHeaders, text: string): Answer {
  let json: Record<string, unknown> = {}
  try {
    json = JSON.parse(text) as Record<string, unknown>
  } catch {
    // Not every answer is JSON.
  }
  return { status, headers, text, json, replayed: headers["idempotent-replayed"] === "true" }
}

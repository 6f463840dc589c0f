import type Stripe from "stripe"

/** What is known about a request that had no answer. */
export class NoAnswer extends Error {
  /** Read by the SDK, which knows a time-out by this and repeats by itself what has one of its other codes. */
  readonly code: "ETIMEDOUT" | "ENOANSWER"

  constructor(
    /** Whether the request can have reached Stripe. */
    readonly sent: boolean,
    readonly reason: string,
    timedOut: boolean,
  ) {
    super(`No answer: ${reason}.`)
    this.code = timedOut ? "ETIMEDOUT" : "ENOANSWER"
  }
}

/** Nobody took the connection, so nobody saw the request. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])

type Sent = Parameters<Stripe.HttpClient["makeRequest"]>

/**
 * The SDK's requests through `fetch`, with one time limit for the whole answer. The SDK's own client waits for ever for
 * the rest of an answer whose connection was cut.
 */
export class FetchHttpClient implements Stripe.HttpClient {
  getClientName(): string {
    return "fetch"
  }

  async makeRequest(...[host, port, path, method, headers, body, protocol, timeoutMs]: Sent) {
    const url = `${protocol}://${host}${port === "" ? "" : `:${port}`}${path}`
    try {
      const answer = await fetch(url, {
        method,
        headers: headers as Record<string, string>,
        ...(method !== "GET" && body && { body }),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: "error",
      })
      return new ReadAnswer(answer, await answer.text())
    } catch (error) {
      const reason = reasonOf(error)
      throw new NoAnswer(!NEVER_SENT.has(reason), reason, reason === "TimeoutError")
    }
  }
}

class ReadAnswer implements Stripe.HttpClientResponse {
  constructor(
    private readonly answer: Response,
    private readonly text: string,
  ) {}

  getStatusCode() {
    return this.answer.status
  }
  getHeaders() {
    return Object.fromEntries(this.answer.headers)
  }
  getRawResponse() {
    return this.answer
  }
  toStream(): never {
    throw new Error("Nothing that is asked of Stripe here is answered by a stream.")
  }
  async toJSON(): Promise<object> {
    const json: unknown = JSON.parse(this.text)
    if (typeof json === "object" && json !== null) return json
    throw new Error("The answer is no object.")
  }
}

/** What `fetch` gives as the reason is in its cause, and in the first of several where a host has several addresses. */
function reasonOf(error: unknown): string {
  const { cause, errors, code, name } = error as Failed
  if (cause) return reasonOf(cause)
  if (errors?.[0]) return reasonOf(errors[0])
  return typeof code === "string" ? code : (name ?? "Error")
}

type Failed = {
  readonly cause?: unknown
  readonly errors?: readonly unknown[]
  readonly code?: unknown
  readonly name?: string
}

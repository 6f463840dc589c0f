import type { ProviderFailure } from "@holdfast/kernel"
import { failureOfAnswer, failureWithoutAnswer, type AdyenErrorBody } from "./domain/failure-of-answer"
import { isRetryable, leavesDoubt, pauseMs, type TryResult } from "./domain/retry-decision"
import type { AdyenOptions } from "./options"

/** The part of Medusa's logger that is used. */
export type PluginLogger = { debug(message: string): void; info(message: string): void; warn(message: string): void }

type Method = "GET" | "POST" | "DELETE"
type Sent = { readonly method: Method; readonly url: string; readonly key: string | null; readonly body: string | null }
type Answer = { readonly status: number; readonly json: unknown; readonly headers: Headers }
type Tried = {
  readonly result: TryResult
  readonly answer: Answer | null
  readonly why: string
  readonly askedMs: number | null
}

const MAX_DELAY_MS = 8000

// Before any of these a connection did not exist, so the call cannot have been read by anybody.
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])

/**
 * Adyen's HTTP API. Sends a call again, with the same key, as long as trying can help; what stays open after that is
 * `indeterminate`, and never "failed".
 */
export class AdyenClient {
  constructor(
    private readonly options: AdyenOptions,
    private readonly logger: PluginLogger,
  ) {}

  checkout<T>(method: Method, path: string, key: string | null, body?: unknown): Promise<T> {
    return this.call<T>(method, path, this.options.checkoutUrl, key, body)
  }

  /** Dispute calls take no key: Adyen answers a repeated one as it did the first. */
  dispute<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>("POST", path, this.options.disputeUrl, null, body)
  }

  private async call<T>(method: Method, path: string, base: string, key: string | null, body?: unknown): Promise<T> {
    // For messages and logs: without the query, which may hold a shopper's reference or a session's result.
    const name = `${method} ${path.replace(/\?.*/, "")}`
    const sent = { method, url: `${base}${path}`, key, body: body === undefined ? null : JSON.stringify(body) }
    const endsAt = Date.now() + this.options.totalTimeoutMs
    let doubt = false
    for (let tried = 1; ; tried++) {
      const startedAt = Date.now()
      const tryOf = await this.tryOnce(sent, Math.min(this.options.timeoutMs, endsAt - startedAt))
      const { result, answer } = tryOf
      this.log(name, tried, tryOf, Date.now() - startedAt)
      if (result.kind === "answered" && answer && answer.status < 300) return answer.json as T

      doubt ||= leavesDoubt(result)
      const pause = pauseMs(this.plan, tried, Math.random(), tryOf.askedMs)
      const isOver = tried >= this.options.maxTries || Date.now() + pause >= endsAt
      if (!isRetryable(result) || isOver) throw this.failure(name, tryOf, doubt)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  private get plan() {
    return { maxTries: this.options.maxTries, baseDelayMs: this.options.retryDelayMs, maxDelayMs: MAX_DELAY_MS }
  }

  // One try that is in doubt keeps the whole call in doubt, even when the last try was refused a connection.
  private failure(name: string, { result, answer, why }: Tried, doubt: boolean): ProviderFailure {
    if (result.kind !== "answered" || !answer) return failureWithoutAnswer(name, doubt, why)
    const failure = failureOfAnswer(name, answer.status, bodyOf(answer.json))
    const saysNothingOfIt = ["rate_limited", "conflict", "configuration"].includes(failure.kind)
    return doubt && saysNothingOfIt ? failureWithoutAnswer(name, true, failure.message) : failure
  }

  private async tryOnce({ method, url, key, body }: Sent, timeoutMs: number): Promise<Tried> {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          "x-api-key": this.options.apiKey,
          accept: "application/json",
          ...(body === null ? {} : { "content-type": "application/json" }),
          ...(key === null ? {} : { "idempotency-key": key }),
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(Math.max(1, timeoutMs)),
      })
      const text = await response.text()
      const json = parsed(text)
      // An answer that is cut off or is not JSON says nothing about the payment, whatever its status.
      const isWhole = json !== undefined || (text === "" && response.status === 204)
      if (response.ok && !isWhole)
        return { result: { kind: "lost" }, answer: null, why: "half an answer", askedMs: null }
      return {
        result: {
          kind: "answered",
          status: response.status,
          errorCode: bodyOf(json)?.errorCode ?? null,
          transient: response.headers.get("transient-error") === "true",
        },
        answer: { status: response.status, json: json ?? null, headers: response.headers },
        why: `status ${response.status}`,
        askedMs: secondsOf(response.headers.get("retry-after")),
      }
    } catch (error) {
      const code = codeOf(error)
      return {
        result: { kind: NOT_CONNECTED.has(code) ? "not_connected" : "lost" },
        answer: null,
        why: code,
        askedMs: null,
      }
    }
  }

  // Bodies are not logged: they hold what the shopper typed.
  private log(name: string, tried: number, { result, answer, why }: Tried, tookMs: number): void {
    const reference = bodyOf(answer?.json)?.pspReference
    const line = `Adyen ${name}: ${why}, try ${tried}, ${tookMs} ms${reference === undefined ? "" : `, pspReference ${reference}`}`
    if (result.kind === "answered" && result.status < 400) this.logger.debug(line)
    else this.logger.warn(line)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const bodyOf = (json: unknown): AdyenErrorBody | null => (typeof json === "object" && json !== null ? json : null)

const secondsOf = (header: string | null): number | null =>
  header !== null && /^\d{1,4}$/.test(header) ? Number(header) * 1000 : null

function codeOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: string }; code?: string; name?: string }
  return cause?.code ?? (typeof code === "string" ? code : undefined) ?? name ?? "unknown error"
}

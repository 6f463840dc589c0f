import { ProviderFailure, type ProviderFailureKind } from "@holdfast/kernel"
import type { TestPaymentOptions } from "./options"

/** A payment as the sandbox shows it. Amounts are whole minor units as text. */
export interface SandboxPayment {
  readonly id: string
  readonly session_id: string | null
  readonly status: "open" | "requires_action" | "pending" | "authorized" | "declined" | "voided" | "expired"
  readonly currency: string
  readonly amount_minor: string
  readonly authorized_minor: string
  readonly captured_minor: string
  readonly refunded_minor: string
  readonly expires_at: string
  readonly movement?: string
  readonly movement_state?: "confirmed" | "requested"
  readonly movement_amount_minor?: string
}

/** What the sandbox knows of a call by its key. */
export interface SandboxCall {
  readonly act: string
  readonly status: number
  readonly answer: SandboxPayment & { readonly code?: string; readonly message?: string }
  readonly movement: { readonly id: string; readonly state: "confirmed" | "requested" | "failed" } | null
}

/** Speaks to the sandbox, and says of every failure whether anything may have happened. */
export class SandboxClient {
  constructor(private readonly options: TestPaymentOptions) {}

  post<Answer = SandboxPayment>(path: string, body: object, key?: string): Promise<Answer> {
    return this.send("POST", path, body, key)
  }

  get<Answer = SandboxPayment>(path: string): Promise<Answer> {
    return this.send("GET", path)
  }

  private async send<Answer>(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    const answer = await this.exchange(method, path, body, key)
    if (answer.status < 300) return answer.body as Answer
    const { code, message } = answer.body as { code?: string; message?: string }
    throw failure(kindOf(answer.status), code ?? `status_${answer.status}`, message ?? "No reason was given.")
  }

  private async exchange(method: string, path: string, body?: object, key?: string) {
    try {
      const response = await fetch(`${this.options.baseUrl}${path}`, {
        method,
        headers: { "content-type": "application/json", ...(key && { "idempotency-key": key }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.options.timeoutMs),
      })
      return { status: response.status, body: (await response.json()) as unknown }
    } catch (error) {
      if (neverSent(error)) throw failure("unreachable", "provider_unreachable", "The sandbox is not running.")
      throw failure("indeterminate", "provider_silent", "The call was sent and no answer came.")
    }
  }
}

// The connection was refused, so nobody heard the call.
const neverSent = (error: unknown): boolean =>
  (error as { cause?: { code?: unknown } } | null)?.cause?.code === "ECONNREFUSED"

function kindOf(status: number): ProviderFailureKind {
  if (status === 402) return "declined"
  if (status === 409) return "conflict"
  if (status === 429) return "rate_limited"
  if (status === 401 || status === 403) return "configuration"
  return status >= 500 ? "indeterminate" : "invalid_request"
}

export const failure = (kind: ProviderFailureKind, code: string, message: string): ProviderFailure =>
  new ProviderFailure(kind, code, message, SHOPPER_WORDS[kind], code)

const SHOPPER_WORDS: Readonly<Record<ProviderFailureKind, string>> = {
  declined: "Your bank declined the payment. Try another card.",
  requires_action: "Your bank wants you to confirm the payment.",
  invalid_request: "The payment could not be made.",
  configuration: "The payment could not be made.",
  conflict: "The payment is being worked on. Try again in a moment.",
  rate_limited: "The payment could not be made right now. Try again in a moment.",
  unreachable: "The payment could not be made right now. Try again in a moment.",
  indeterminate: "We do not know yet whether the payment went through.",
}

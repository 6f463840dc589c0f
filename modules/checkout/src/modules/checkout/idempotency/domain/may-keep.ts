import type { AnswerKind } from "./route-rules"

/** What was answered, as far as it decides whether the answer is kept. */
export interface Answered {
  readonly status: number
  /** Its JSON, if it is some and is not too large. */
  readonly json: unknown
  /** The caller sent the key; else it was derived. */
  readonly keySent: boolean
}

/**
 * Whether the answer is the key's from now on.
 *
 * What was done is kept. A refusal changed nothing and a fault may pass, so both leave the key free. A completion that
 * ends in a decline is 200 with the cart: the key's own attempt has failed for good, so a caller that sent a key is told
 * so again, and tries another card with another key. Without a key of its own the cart would be stuck for a day.
 */
export function mayKeep(kind: AnswerKind, { status, json, keySent }: Answered): boolean {
  if (status < 200 || status >= 400) return false
  if (kind === "any") return true
  const { type, error } = (json ?? {}) as { type?: unknown; error?: { type?: unknown } }
  if (type === "order") return true
  return keySent && type === "cart" && error?.type === "payment_authorization_error"
}

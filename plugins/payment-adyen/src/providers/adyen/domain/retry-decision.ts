/** How one try of a call ended. */
export type TryResult =
  | {
      readonly kind: "answered"
      readonly status: number
      readonly errorCode: string | null
      readonly transient: boolean
    }
  /** No connection came about, so nothing was sent. */
  | { readonly kind: "not_connected" }
  /** The call went out, and no whole answer came back: a time-out, a reset, half a body. */
  | { readonly kind: "lost" }

/** Whether the same call, with the same key, is worth another try. */
export function isRetryable(result: TryResult): boolean {
  if (result.kind !== "answered") return true
  const { status, errorCode, transient } = result
  return transient || errorCode === IN_PROGRESS || RETRIED.has(status)
}

/** Whether the try may have had its effect although we do not know it. */
export const leavesDoubt = (result: TryResult): boolean =>
  result.kind === "lost" || (result.kind === "answered" && (result.status >= 500 || result.status === 408))

/** "Request already processed or in progress": the first try with this key is still running. */
export const IN_PROGRESS = "704"

const RETRIED: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

export type RetryPlan = {
  readonly maxTries: number
  readonly baseDelayMs: number
  readonly maxDelayMs: number
}

/**
 * How long to wait before the next try: full jitter, doubling, or what the server asked for when it asked for more.
 *
 * @param tried how many tries there were
 * @param chance from 0 to 1
 */
export function pauseMs(plan: RetryPlan, tried: number, chance: number, askedMs: number | null): number {
  const ceiling = Math.min(plan.maxDelayMs, plan.baseDelayMs * 2 ** (tried - 1))
  return Math.max(Math.round(ceiling * chance), askedMs ?? 0)
}

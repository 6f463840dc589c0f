import type { ProviderFactKind } from "@holdfast/kernel"

type Told = { readonly kind: ProviderFactKind; readonly dueAt: string | null }

/** Facts whose deadline is that of the capture. A dispute has another one. */
const OF_THE_AUTHORIZATION: ReadonlySet<ProviderFactKind> = new Set([
  "payment.authorized",
  "payment.authorization_changed",
  "fraud.warned",
])

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/**
 * Until when an authorization may be captured: as the provider wrote it into the payment's data, or last told of it. Null
 * where neither says so.
 */
export function captureDeadline(
  data: Readonly<Record<string, unknown>> | null | undefined,
  facts: readonly Told[],
): string | null {
  const kept = data?.["expires_at"]
  if (typeof kept === "string" && ISO.test(kept)) return kept
  return facts.filter(({ kind, dueAt }) => dueAt !== null && OF_THE_AUTHORIZATION.has(kind)).at(-1)?.dueAt ?? null
}

/** So long before it ends an authorization that nobody has captured is worth a warning. */
const SOON_MS = 48 * 60 * 60 * 1000

export const endsSoon = (deadline: string | null, now: Date): boolean =>
  deadline !== null && Date.parse(deadline) - now.getTime() < SOON_MS

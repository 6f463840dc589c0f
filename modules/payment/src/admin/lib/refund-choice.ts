import { minorOf, typedAmount } from "./amount-text"
import type { RefundableLine } from "./ledger-types"

/** How many units of each line, by its id. */
export type Chosen = Readonly<Record<string, number>>

export interface RefundTyped {
  readonly chosen: Chosen
  /** Null as long as the amount is what the lines come to. */
  readonly amount: string | null
  readonly reasonId: string
  readonly note: string
}

/** What the chosen units come to, in minor units. */
export function sumOf(lines: readonly RefundableLine[], chosen: Chosen): bigint {
  return lines.reduce((sum, { id, shares_minor: shares }) => {
    const share = shares[(chosen[id] ?? 0) - 1]
    return share === undefined ? sum : sum + BigInt(share)
  }, 0n)
}

/** All that is left of each line. */
export const allOf = (lines: readonly RefundableLine[]): Chosen =>
  Object.fromEntries(lines.map(({ id, shares_minor: shares }) => [id, shares.length]))

/** What is typed where nothing was: what the lines come to, or all that is left of the payment. */
export function suggested(lines: readonly RefundableLine[], chosen: Chosen, left: bigint, currency: string): string {
  const sum = sumOf(lines, chosen)
  return typedAmount(sum > 0n && sum < left ? sum : left, currency)
}

/** What is sent: for lines when some are chosen, otherwise an amount alone. Null while it does not fit. */
export function refundAsked(
  paymentId: string,
  { chosen, amount, reasonId, note }: RefundTyped,
  {
    lines,
    left,
    currency,
  }: { readonly lines: readonly RefundableLine[]; readonly left: bigint; readonly currency: string },
): { readonly path: string; readonly body: Record<string, unknown> } | null {
  const minor = minorOf(amount ?? suggested(lines, chosen, left, currency), currency)
  if (minor === null || minor > left) return null
  const asked = lines.flatMap(({ id }) => ((chosen[id] ?? 0) > 0 ? [{ id, quantity: chosen[id] }] : []))
  const why = { ...(reasonId && { refund_reason_id: reasonId }), ...(note.trim() && { note: note.trim() }) }
  const body = { amount: Number(typedAmount(minor, currency)), ...why }
  return asked.length > 0
    ? { path: `/admin/payments/${paymentId}/refund-lines`, body: { lines: asked, ...body } }
    : { path: `/admin/payments/${paymentId}/refund`, body }
}

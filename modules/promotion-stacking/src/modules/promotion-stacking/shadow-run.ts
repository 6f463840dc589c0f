import { money, moneyFromMedusa, moneyToMedusa, type Currency } from "@holdfast/kernel"
import { cartFromJson } from "./cart-json"
import { evaluate, type Policy } from "./domain/evaluate"
import type { RuleIndex } from "./domain/rule-index"
import type { EvaluationJson } from "./evaluation-json"
import type { StoredDecision } from "./store/decisions"

export interface ShadowDifference {
  /** Of the cart or order. */
  readonly subject_id: string
  readonly currency: string
  readonly discount_before: string
  readonly discount_after: string
  readonly applied_before: readonly string[]
  readonly applied_after: readonly string[]
}

export interface ShadowAnswer {
  readonly carts: number
  readonly changed: number
  /** By currency: what all of them were given, and what they would be. */
  readonly totals: Readonly<Record<string, { readonly before: string; readonly after: string }>>
  /** The largest differences first. */
  readonly differences: readonly ShadowDifference[]
}

/** At most so many are listed; the totals are of all. */
const LISTED = 500

/** Prices the carts of the past with other rules, at the time they were priced, and says what would have changed. */
export function shadowRun(decisions: readonly StoredDecision[], index: RuleIndex, policy: Policy): ShadowAnswer {
  const totals = new Map<string, { before: bigint; after: bigint }>()
  const differences: (ShadowDifference & { readonly by: bigint })[] = []
  for (const { subjectId, input, answer } of decisions) {
    const cart = cartFromJson(input)
    const currency = cart.currency as Currency
    const was = answer as EvaluationJson
    const before = minorOf(was.discount_total, currency) + minorOf(was.shipping_discount_total, currency)
    const now = evaluate(cart, index, policy)
    const after = now.discount + now.shippingDiscount
    const total = totals.get(currency) ?? { before: 0n, after: 0n }
    totals.set(currency, { before: total.before + before, after: total.after + after })
    const applied = now.applied.map((one) => one.promotion)
    if (before === after && applied.join("\n") === was.applied.join("\n")) continue
    differences.push({
      subject_id: subjectId,
      currency,
      discount_before: text(before, currency),
      discount_after: text(after, currency),
      applied_before: was.applied,
      applied_after: applied,
      by: after > before ? after - before : before - after,
    })
  }
  differences.sort((a, b) => (a.by < b.by ? 1 : a.by > b.by ? -1 : 0))
  return {
    carts: decisions.length,
    changed: differences.length,
    totals: Object.fromEntries(
      [...totals].map(([currency, { before, after }]) => [
        currency,
        { before: text(before, currency as Currency), after: text(after, currency as Currency) },
      ]),
    ),
    differences: differences.slice(0, LISTED).map(({ by: _, ...shown }) => shown),
  }
}

const text = (minor: bigint, currency: Currency) => moneyToMedusa(money(minor, currency))

const minorOf = (decimal: string, currency: Currency): bigint => {
  const read = moneyFromMedusa(decimal, currency)
  return read.ok ? read.value.amountMinor : 0n
}

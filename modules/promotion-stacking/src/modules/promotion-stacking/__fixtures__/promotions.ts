import type { Left } from "../domain/candidate"
import type { Cart } from "../domain/cart"
import type { ActionKind, Caps, Entry } from "../domain/entry"
import { evaluate, type Evaluation } from "../domain/evaluate"
import type { Resolution } from "../domain/resolution"
import { ruleOf } from "../domain/rule"
import { RuleIndex } from "../domain/rule-index"

export type EntryIn = Entry

type Given = Partial<Omit<Entry, "action">> & { readonly caps?: Caps; readonly excludes?: readonly string[] }

const NO_CAPS: Caps = { perUnit: null, perLine: null, perOrder: null }

/** An active entry without conditions, limits and exclusions, unless they are given. */
export const entryOf = (
  id: string,
  action: ActionKind,
  { caps = NO_CAPS, excludes = [], ...given }: Given = {},
): Entry => ({
  id,
  status: "active",
  priority: 0,
  lane: 0,
  base: "current",
  group: null,
  exclusive: false,
  stacksWith: [],
  codes: [],
  campaign: null,
  condition: { kind: "always" },
  lines: null,
  exclusions: { lines: [], promotions: excludes },
  limits: { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null },
  ...given,
  action: { ...action, caps },
})

/** So many per cent off the matching lines. */
export const percent = (id: string, value: number, given: Given = {}): Entry =>
  entryOf(id, { type: "percent_off", ppm: value * 10_000, appliesTo: "matching_lines" }, given)

interface LineIn {
  readonly id: string
  readonly sku: string
  readonly amount: number
  readonly quantity?: number
  readonly categories?: readonly string[]
}

export const cartOf = ({
  lines,
  shipping = 0,
  ...given
}: { readonly lines: readonly LineIn[]; readonly shipping?: number } & Partial<
  Omit<Cart, "lines" | "shipping">
>): Cart => ({
  currency: "EUR",
  nowMs: Date.UTC(2026, 2, 10, 12),
  attributes: {},
  firstOrder: null,
  codes: [],
  ...given,
  lines: lines.map(({ id, sku, amount, quantity = 1, categories = [] }) => ({
    id,
    quantity,
    amount: BigInt(amount),
    attributes: { variant: [sku], category: categories },
    discountable: true,
  })),
  shipping: shipping > 0 ? [{ id: "ship", amount: BigInt(shipping) }] : [],
})

export const priced = (
  entries: readonly Entry[],
  cart: Cart,
  resolution: Resolution = "priority",
  left: Left = new Map(),
): Evaluation => evaluate(cart, new RuleIndex(entries.map(ruleOf)), { resolution, campaigns: new Map() }, left)

import { ISO_4217_EXPONENTS } from "@holdfast/kernel"
import { globMatcher } from "../../domain/glob"
import type { EntryProblem, Known } from "../known"
import { readEntries } from "../read-entries"
import type { Entry } from "../../domain/entry"

const SKUS = ["sku_giftcard_25", "sku_clearance_7", "sku_tee_red", "gift_1"]

/** A shop with two segments, three categories, four SKUs and every currency. */
export const SHOP: Known = {
  segments: new Set(["new", "returning"]),
  categories: new Set(["hoodies", "tees", "shoes"]),
  currencies: new Set(Object.keys(ISO_4217_EXPONENTS)),
  matchesVariant: (glob) => SKUS.some(globMatcher(glob)),
  idsOf: () => [],
}

export const springYaml = `id: promo_2026_spring_15off
priority: 100
stacks_with: [free_shipping_over_50]
conditions:
  customer_segment: [new, returning]
  markets: [US, CA]
  channels: [web, ios]
  cart_contains: { any_of_categories: [hoodies, tees] }
  min_subtotal_cents: 5000
  time_window: { starts_at: "2026-03-01T00:00:00-05:00", ends_at: "2026-03-15T23:59:59-05:00" }
action: { type: percent_off, value: 15, applies_to: matching_lines }
exclusions: { variants: ["sku_giftcard_*", "sku_clearance_*"] }
`

export const spring = {
  id: "promo_2026_spring_15off",
  priority: 100,
  stacks_with: ["free_shipping_over_50"],
  conditions: {
    customer_segment: ["new", "returning"],
    markets: ["US", "CA"],
    channels: ["web", "ios"],
    cart_contains: { any_of_categories: ["hoodies", "tees"] },
    min_subtotal_cents: 5000,
    time_window: { starts_at: "2026-03-01T00:00:00-05:00", ends_at: "2026-03-15T23:59:59-05:00" },
  },
  action: { type: "percent_off", value: 15, applies_to: "matching_lines" },
  exclusions: { variants: ["sku_giftcard_*", "sku_clearance_*"] },
}

type Given = Readonly<Record<string, unknown>>

const entryWith = (given: Given) => ({ id: "e", action: { type: "free_shipping" }, ...given })

/** The one entry, read. @throws with the problems when it is refused. */
export function readOne(given: Given): Entry {
  const read = readEntries(entryWith(given), SHOP)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value.entries[0]!.entry
}

/** What is wrong with the one entry, as `[code, field]`. */
export const problemsOf = (given: Given): readonly (readonly [EntryProblem["code"], string])[] => {
  const read = readEntries(entryWith(given), SHOP)
  return read.ok ? [] : read.problems.map(({ code, field }) => [code, field])
}

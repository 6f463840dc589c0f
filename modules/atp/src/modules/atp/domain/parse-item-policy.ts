import { done, type Outcome } from "@holdfast/kernel"
import { allOf } from "./all-of"
import type { CalendarDay } from "./calendar-day"
import type { ItemPolicy } from "./item-policy"
import { FURTHEST_DAYS, parseArrivalDay } from "./parse-arrival-day"
import { parseQuantity, type QuantityRules } from "./quantity"

/** What is to change: a field that is absent stays, null takes the rule away. */
export type ItemPolicyChange = { readonly [Field in keyof Omit<ItemPolicy, "itemId">]?: ItemPolicy[Field] | undefined }

/** A policy after a change that a person or another system sent. */
export function parseItemPolicy(before: ItemPolicy, change: ItemPolicyChange, today: CalendarDay): Outcome<ItemPolicy> {
  const quantity = (field: keyof ItemPolicyChange, name: string, rules: Omit<QuantityRules, "field">) => {
    const input: unknown = change[field]
    if (input === undefined) return done(before[field] as number | null)
    return input === null ? done(null) : parseQuantity(input, { field: name, allowZero: true, ...rules })
  }
  const release: unknown = change.preorderReleaseDay
  const read = allOf({
    decimals: quantity("decimals", "decimals", { max: 3 }),
    leadTimeDays: quantity("leadTimeDays", "lead_time_days", { max: FURTHEST_DAYS }),
    backorderLimit: quantity("backorderLimit", "backorder_limit", { decimals: 3 }),
    preorderCap: quantity("preorderCap", "preorder_cap", { decimals: 3 }),
    preorderReleaseDay:
      release === undefined
        ? done(before.preorderReleaseDay)
        : release === null
          ? done(null)
          : parseArrivalDay(release, "preorder_release_day", today, before.preorderReleaseDay),
  })
  return read.ok ? done({ itemId: before.itemId, ...read.value }) : read
}

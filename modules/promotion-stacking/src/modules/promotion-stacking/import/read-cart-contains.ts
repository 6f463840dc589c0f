import type { Condition, LineAttribute, LineSelector } from "../domain/entry"
import { readFields, under } from "./read-fields"
import { readCount } from "./read-number"
import { ALL_OF_KEYS, ANY_OF_KEYS, readSelector } from "./read-selector"
import type { Reading } from "./reading"

export interface CartContains {
  readonly conditions: readonly Condition[]
  /** The lines it speaks of, which are those an action on matching lines is for. */
  readonly lines: LineSelector
}

/** Lines that the cart has to have: some line of each `any_of_…`, and one for every value of an `all_of_…`. */
export function readCartContains(reading: Reading, path: string, value: unknown): CartContains {
  const fields = readFields(reading, path, value, [...ANY_OF_KEYS, ...ALL_OF_KEYS, "min_quantity"])
  const some = readSelector(reading, path, fields, "any_of_")
  const every = readSelector(reading, path, fields, "all_of_")
  const quantity = fields["min_quantity"]
  const minQuantity = quantity === undefined ? 1 : readCount(reading, under(path, "min_quantity"), quantity)

  const selectors: LineSelector[] = Object.keys(some).length > 0 ? [some] : []
  const lines: Partial<Record<LineAttribute, readonly string[]>> = { ...some }
  for (const [name, values] of Object.entries(every)) {
    const attribute = name as LineAttribute
    for (const one of values) selectors.push({ [attribute]: [one] })
    lines[attribute] = [...new Set([...(some[attribute] ?? []), ...values])]
  }
  if (selectors.length === 0) {
    const step =
      "Name any_of_categories or another any_of_ or all_of_ key; units of the whole cart are conditions.min_quantity."
    reading.report("entry_malformed", path, "names no lines", step)
  }
  return { conditions: selectors.map((selector) => ({ kind: "lines", selector, minQuantity })), lines }
}

import type { ActionKind, BundlePart, LineSelector } from "../domain/entry"
import { readAmounts } from "./read-amounts"
import { kindOf, readFields, under, type Fields } from "./read-fields"
import { readCount, readLimit } from "./read-number"
import { readPercent } from "./read-percent"
import { ANY_OF_KEYS, readSelector } from "./read-selector"
import type { Reading } from "./reading"

const MOST_PARTS = 50

/** `buy: { quantity: 2, any_of_categories: [..] }`, `get: { quantity: 1 }` */
export function readBuyGet(reading: Reading, path: string, fields: Fields): ActionKind {
  const buy = readUnits(reading, under(path, "buy"), fields["buy"])
  const get = readUnits(reading, under(path, "get"), fields["get"])
  return {
    type: "buy_x_get_y",
    buy: anyLine(buy.selector),
    buyQuantity: buy.quantity,
    get: anyLine(get.selector),
    getQuantity: get.quantity,
    ppm: readPercent(reading, under(path, "value"), fields["value"] ?? 100),
    maxTimes: readLimit(reading, under(path, "max_times"), fields["max_times"]),
  }
}

/** `parts: [{ quantity: 1, any_of_variants: [..] }, ..]` */
export function readBundle(reading: Reading, path: string, fields: Fields): ActionKind {
  return {
    type: "bundle_price",
    parts: readParts(reading, under(path, "parts"), fields["parts"]),
    amounts: readAmounts(reading, under(path, "value"), fields["value"], 0n),
    maxTimes: readLimit(reading, under(path, "max_times"), fields["max_times"]),
  }
}

function readParts(reading: Reading, path: string, value: unknown): readonly BundlePart[] {
  const step = "Write a list such as [{ quantity: 1, any_of_variants: [sku] }]."
  if (!Array.isArray(value)) {
    reading.report("entry_malformed", path, `is ${kindOf(value)}, not a list of parts`, step)
    return []
  }
  if (value.length === 0) reading.report("entry_empty", path, "is an empty list, so the bundle is of nothing", step)
  if (value.length > MOST_PARTS) {
    reading.report(
      "entry_malformed",
      path,
      `has ${value.length} parts, and may have ${MOST_PARTS}`,
      "Make several bundles.",
    )
    return []
  }
  return value.map((one, n) => {
    const at = under(path, n)
    const part = readUnits(reading, at, one)
    if (Object.keys(part.selector).length === 0) {
      reading.report("entry_malformed", at, "names no lines", "Name any_of_variants or another any_of_ key.")
    }
    return part
  })
}

function readUnits(reading: Reading, path: string, value: unknown): BundlePart {
  const fields = readFields(reading, path, value, ["quantity", ...ANY_OF_KEYS])
  return {
    selector: readSelector(reading, path, fields, "any_of_"),
    quantity: readCount(reading, under(path, "quantity"), fields["quantity"] ?? 1),
  }
}

const anyLine = (selector: LineSelector): LineSelector | null => (Object.keys(selector).length > 0 ? selector : null)

import type { CartAttribute, Condition, LineSelector } from "../domain/entry"
import { readCurrency, readMinorUnits } from "./read-amounts"
import { readHours, readWeekdays } from "./read-calendar"
import { readCartContains } from "./read-cart-contains"
import { isObject, kindOf, readFields, under, type Fields } from "./read-fields"
import { MOST_COUNTED, readBoolean, readInteger } from "./read-number"
import { reportUnknown } from "./read-selector"
import { readSomeTexts } from "./read-text"
import { readWindow } from "./read-window"
import type { Reading } from "./reading"

const CART_KEYS: Readonly<Record<string, CartAttribute>> = {
  customer_segment: "customer_segment",
  markets: "market",
  channels: "channel",
  customers: "customer",
  customer_groups: "customer_group",
  currencies: "currency",
  regions: "region",
  payment_methods: "payment_method",
  shipping_methods: "shipping_method",
}
const SUBTOTAL = ["min_subtotal_cents", "max_subtotal_cents"] as const
const QUANTITY = ["min_quantity", "max_quantity"] as const
const KEYS = [
  ...Object.keys(CART_KEYS),
  ...["cart_contains", ...SUBTOTAL, ...QUANTITY, "first_order"],
  ...["time_window", "weekdays", "hours", "all", "any", "not"],
]

/** Far more than people write; fewer than what it takes to keep the engine busy. */
const MOST_CONDITIONS = 500
const DEEPEST = 16

export interface Conditions {
  readonly condition: Condition
  /** The lines of a `cart_contains` that is not inside all, any or not. */
  readonly lines: LineSelector | null
}

const ALWAYS: Condition = { kind: "always" }

/** Every key has to hold: none is "always", one stands alone, several are an "all". */
export function readConditions(reading: Reading, path: string, value: unknown, depth = 0): Conditions {
  reading.conditions += 1
  if (depth > DEEPEST || reading.conditions > MOST_CONDITIONS) {
    const says = `goes beyond ${DEEPEST} levels or ${MOST_CONDITIONS} conditions`
    // Once is enough: all that follow are beyond it as well.
    if (!reading.failed) reading.report("entry_malformed", path, says, "Split the entry, or use a segment or a tag.")
    reading.failed = true
    return { condition: ALWAYS, lines: null }
  }
  const fields = readFields(reading, path, value, KEYS)
  const of: Condition[] = readCartAttributes(reading, path, fields)
  const at = (key: string) => under(path, key)
  const given = (key: string) => fields[key] !== undefined
  const contains = given("cart_contains")
    ? readCartContains(reading, at("cart_contains"), fields["cart_contains"])
    : null
  if (contains) of.push(...contains.conditions)
  if (SUBTOTAL.some(given)) of.push(readSubtotal(reading, path, fields))
  if (QUANTITY.some(given)) of.push(readQuantity(reading, path, fields))
  if (given("first_order"))
    of.push({ kind: "first_order", is: readBoolean(reading, at("first_order"), fields["first_order"]) })
  if (given("time_window")) of.push(readWindow(reading, at("time_window"), fields["time_window"]))
  if (given("weekdays")) of.push(readWeekdays(reading, at("weekdays"), fields["weekdays"]))
  if (given("hours")) of.push(readHours(reading, at("hours"), fields["hours"]))
  for (const kind of ["all", "any"] as const) {
    if (given(kind)) of.push({ kind, of: readSeveral(reading, at(kind), fields[kind], depth) })
  }
  if (given("not")) of.push({ kind: "not", of: readInner(reading, at("not"), fields["not"], depth) })

  const [first, ...others] = of
  const condition: Condition = !first ? ALWAYS : others.length === 0 ? first : { kind: "all", of }
  return { condition, lines: contains?.lines ?? null }
}

function readCartAttributes(reading: Reading, path: string, fields: Fields): Condition[] {
  return Object.entries(CART_KEYS).flatMap(([key, attribute]): Condition[] => {
    if (fields[key] === undefined) return []
    const field = under(path, key)
    const values = readSomeTexts(reading, field, fields[key])
    if (attribute === "customer_segment") {
      for (const one of values) {
        if (one === "" || reading.known.segments.has(one)) continue
        reportUnknown(reading, "entry_segment_unknown", field, "segment", one)
      }
    }
    return [{ kind: "cart", attribute, anyOf: values.map((one) => spelled(reading, field, attribute, one)) }]
  })
}

/** Currencies and markets are codes in capitals, whichever way they were written. */
function spelled(reading: Reading, field: string, attribute: CartAttribute, value: string): string {
  if (attribute === "market") return value.toUpperCase()
  if (attribute === "currency") return readCurrency(reading, field, value) ?? value
  return value
}

function readSubtotal(reading: Reading, path: string, fields: Fields): Condition {
  const read = (key: string) =>
    fields[key] === undefined ? null : readMinorUnits(reading, under(path, key), fields[key])
  const [atLeast, atMost] = [read("min_subtotal_cents"), read("max_subtotal_cents")]
  const crossed = Object.entries(atLeast ?? {}).find(([currency, least]) => least > (atMost?.[currency] ?? least))
  if (crossed) belowMinimum(reading, under(path, "max_subtotal_cents"), "min_subtotal_cents")
  return { kind: "subtotal", atLeast, atMost }
}

function readQuantity(reading: Reading, path: string, fields: Fields): Condition {
  const read = (key: string) =>
    fields[key] === undefined ? null : readInteger(reading, under(path, key), fields[key], 0, MOST_COUNTED)
  const [atLeast, atMost] = [read("min_quantity"), read("max_quantity")]
  if (atLeast !== null && atMost !== null && atMost < atLeast) {
    belowMinimum(reading, under(path, "max_quantity"), "min_quantity")
  }
  return { kind: "quantity", atLeast, atMost }
}

const belowMinimum = (reading: Reading, field: string, minimum: string) => {
  reading.report(
    "entry_malformed",
    field,
    `is below ${minimum}, so no cart fulfils both`,
    "Swap them, or correct one of them.",
  )
}

function readSeveral(reading: Reading, path: string, value: unknown, depth: number): readonly Condition[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((one, n) => readInner(reading, under(path, n), one, depth))
  }
  const says = Array.isArray(value) ? "is an empty list" : `is ${kindOf(value)}, not a list of conditions`
  reading.report(
    "entry_malformed",
    path,
    says,
    "Write a list of conditions, such as [{ markets: [US] }, { first_order: true }].",
  )
  return []
}

function readInner(reading: Reading, path: string, value: unknown, depth: number): Condition {
  if (isObject(value) && Object.keys(value).length === 0) {
    reading.report("entry_malformed", path, "names no condition", "Name one, or leave it out.")
  }
  return readConditions(reading, path, value, depth + 1).condition
}

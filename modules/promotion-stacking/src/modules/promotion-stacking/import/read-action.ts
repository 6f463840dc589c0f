import type { Action, ActionKind, AppliesTo } from "../domain/entry"
import { isGlob } from "../domain/glob"
import { readAmounts, readCap } from "./read-amounts"
import { isObject, kindOf, readFields, under, type Fields } from "./read-fields"
import { readCount, readInteger, MOST_COUNTED } from "./read-number"
import { readPercent } from "./read-percent"
import { readChoice, readText } from "./read-text"
import { readTiers } from "./read-tiers"
import { readBundle, readBuyGet } from "./read-unit-actions"
import type { Reading } from "./reading"

type ReadAction = (reading: Reading, path: string, fields: Fields) => ActionKind

/** On any action; `base` may stand here as well as beside it. */
const CAPS = ["cap_per_unit", "cap_per_line", "cap_per_order", "base"]

/** Each type with the keys it has beside its type and the caps. */
const ACTIONS: Readonly<Record<ActionKind["type"], { readonly keys: readonly string[]; readonly read: ReadAction }>> = {
  percent_off: {
    keys: ["value", "applies_to"],
    read: (reading, path, fields) => ({
      type: "percent_off",
      ppm: readPercent(reading, under(path, "value"), fields["value"]),
      appliesTo: readAppliesTo(reading, path, fields),
    }),
  },
  fixed_off: { keys: ["value", "applies_to", "per"], read: readFixedOff },
  fixed_price: {
    keys: ["value"],
    read: (reading, path, fields) => ({
      type: "fixed_price",
      amounts: readAmounts(reading, under(path, "value"), fields["value"], 0n),
    }),
  },
  free_shipping: { keys: [], read: () => ({ type: "free_shipping" }) },
  free_gift: { keys: ["variant", "quantity"], read: readGift },
  buy_x_get_y: { keys: ["buy", "get", "value", "max_times"], read: readBuyGet },
  tiered_spend: {
    keys: ["tiers", "applies_to"],
    read: (reading, path, fields) => ({
      type: "tiered_spend",
      tiers: readTiers(reading, under(path, "tiers"), fields["tiers"]),
      appliesTo: readAppliesTo(reading, path, fields),
    }),
  },
  cheapest_of: { keys: ["of", "units", "value"], read: readCheapest },
  bundle_price: { keys: ["parts", "value", "max_times"], read: readBundle },
}
const TYPES = Object.keys(ACTIONS) as [ActionKind["type"], ...ActionKind["type"][]]
const NOTHING: Action = { type: "free_shipping", caps: { perUnit: null, perLine: null, perOrder: null } }

/** What the entry gives, and how much at most. */
export function readAction(reading: Reading, path: string, value: unknown): Action {
  if (value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0)) {
    const step = "Write what it gives, such as { type: percent_off, value: 15 }."
    reading.report(
      "entry_empty",
      path,
      `is ${value ? "without keys" : kindOf(value)}, so the entry gives nothing`,
      step,
    )
    return NOTHING
  }
  if (!isObject(value)) {
    reading.report("entry_malformed", path, `is ${kindOf(value)}, not an object`, "Write it with a type and a value.")
    return NOTHING
  }
  const type = TYPES.find((one) => one === value["type"])
  if (type === undefined) {
    readChoice(reading, under(path, "type"), value["type"], TYPES)
    return NOTHING
  }
  const { keys, read } = ACTIONS[type]
  const fields = readFields(reading, path, value, ["type", ...keys, ...CAPS])
  const cap = (key: string) => readCap(reading, under(path, key), fields[key])
  return {
    ...read(reading, path, fields),
    caps: { perUnit: cap("cap_per_unit"), perLine: cap("cap_per_line"), perOrder: cap("cap_per_order") },
  }
}

function readAppliesTo(reading: Reading, path: string, fields: Fields): AppliesTo {
  const value = fields["applies_to"] ?? "matching_lines"
  return readChoice(reading, under(path, "applies_to"), value, ["matching_lines", "order", "shipping"])
}

function readFixedOff(reading: Reading, path: string, fields: Fields): ActionKind {
  const appliesTo = readAppliesTo(reading, path, fields)
  const per = readChoice(reading, under(path, "per"), fields["per"] ?? "order", ["order", "unit"])
  if (per === "unit" && appliesTo === "shipping") {
    const step = "Write per: order, or applies_to: matching_lines."
    reading.report("entry_malformed", under(path, "per"), "is unit, and shipping has no units", step)
  }
  return { type: "fixed_off", amounts: readAmounts(reading, under(path, "value"), fields["value"]), appliesTo, per }
}

function readGift(reading: Reading, path: string, fields: Fields): ActionKind {
  const field = under(path, "variant")
  const sku = readText(reading, field, fields["variant"])
  if (isGlob(sku)) {
    reading.report("entry_malformed", field, `is a pattern, ${kindOf(sku)}`, "Name the one SKU that is given away.")
  }
  return { type: "free_gift", sku, quantity: readCount(reading, under(path, "quantity"), fields["quantity"] ?? 1) }
}

function readCheapest(reading: Reading, path: string, fields: Fields): ActionKind {
  const of = readInteger(reading, under(path, "of"), fields["of"], 1, MOST_COUNTED)
  const units = readCount(reading, under(path, "units"), fields["units"] ?? 1)
  if (units > of) {
    const says = `is ${units}, more than the ${of} that they are the cheapest of`
    reading.report("entry_malformed", under(path, "units"), says, "Write units that are at most of.")
  }
  return { type: "cheapest_of", of, units, ppm: readPercent(reading, under(path, "value"), fields["value"] ?? 100) }
}

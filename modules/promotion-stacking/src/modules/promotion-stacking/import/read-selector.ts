import type { LineAttribute, LineSelector } from "../domain/entry"
import { isGlob } from "../domain/glob"
import { nearestKey } from "./nearest-key"
import { kindOf, under, type Fields } from "./read-fields"
import { readSomeTexts } from "./read-text"
import type { Reading } from "./reading"

/** What entries call the attributes of a line, in the order in which they are read. */
export const LINE_KEYS: Readonly<Record<string, LineAttribute>> = {
  variants: "variant",
  products: "product",
  categories: "category",
  collections: "collection",
  tags: "tag",
  types: "type",
}

const PLURALS = Object.keys(LINE_KEYS)
export const ANY_OF_KEYS: readonly string[] = PLURALS.map((plural) => `any_of_${plural}`)
export const ALL_OF_KEYS: readonly string[] = PLURALS.map((plural) => `all_of_${plural}`)

/** The values of `any_of_…` or `all_of_…` keys. */
export function readSelector(
  reading: Reading,
  path: string,
  fields: Fields,
  prefix: "any_of_" | "all_of_",
): LineSelector {
  const selector: Partial<Record<LineAttribute, readonly string[]>> = {}
  for (const [plural, attribute] of Object.entries(LINE_KEYS)) {
    const key = prefix + plural
    if (!Object.hasOwn(fields, key)) continue
    const at = under(path, key)
    selector[attribute] = readSomeTexts(reading, at, fields[key])
    checkValues(reading, at, attribute, selector[attribute])
  }
  return selector
}

/** Categories have to exist, and a glob has to fit the SKU of something. */
export function checkValues(
  reading: Reading,
  field: string,
  attribute: LineAttribute,
  values: readonly string[],
): void {
  for (const value of values) {
    if (value === "") continue
    if (attribute === "category" && !reading.known.categories.has(value)) {
      reportUnknown(reading, "entry_category_unknown", field, "category", value)
    }
    if (attribute === "variant" && isGlob(value) && !reading.known.matchesVariant(value)) {
      const step = "SKUs are compared exactly, capitals included; correct the pattern or leave it out."
      reading.report("entry_glob_matches_nothing", field, `has a pattern that fits no SKU: ${kindOf(value)}`, step)
    }
  }
}

/** Reports a name that the shop does not have, with the nearest that it has. */
export function reportUnknown(
  reading: Reading,
  code: "entry_category_unknown" | "entry_segment_unknown",
  field: string,
  kind: "category" | "segment",
  name: string,
): void {
  const names = reading.known[code === "entry_category_unknown" ? "categories" : "segments"]
  const nearest = reading.listening ? nearestKey(name, names.values?.() ?? []) : null
  const step = nearest ? `Write ${nearest}, or make the ${kind} first.` : `Make the ${kind} first, or leave it out.`
  reading.report(code, field, `names a ${kind} that does not exist: ${kindOf(name)}`, step)
}

import type { Exclusions } from "../domain/entry"
import { readFields, under } from "./read-fields"
import { checkValues, LINE_KEYS } from "./read-selector"
import { readTexts } from "./read-text"
import type { Reading } from "./reading"

/** One selector for each key: a line is out as soon as one of them fits. */
export function readExclusions(reading: Reading, path: string, value: unknown): Exclusions {
  const fields = readFields(reading, path, value, [...Object.keys(LINE_KEYS), "promotions"])
  const lines = Object.entries(LINE_KEYS).flatMap(([key, attribute]) => {
    if (fields[key] === undefined) return []
    const values = readTexts(reading, under(path, key), fields[key])
    checkValues(reading, under(path, key), attribute, values)
    return values.length > 0 ? [{ [attribute]: values }] : []
  })
  const promotions = fields["promotions"]
  return {
    lines,
    promotions: promotions === undefined ? [] : readTexts(reading, under(path, "promotions"), promotions),
  }
}

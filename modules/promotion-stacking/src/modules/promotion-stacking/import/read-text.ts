import { nearestKey } from "./nearest-key"
import { kindOf, under } from "./read-fields"
import type { Reading } from "./reading"

const LONGEST_TEXT = 255
const MOST_VALUES = 10_000

/** Lone surrogates, which are no characters, and which PostgreSQL refuses as it refuses NUL. */
const NOT_STORABLE = /\p{Cs}/u

export function readText(reading: Reading, field: string, value: unknown): string {
  if (typeof value !== "string") {
    const quoted = typeof value === "number" || typeof value === "boolean"
    reading.report(
      "entry_malformed",
      field,
      `is ${kindOf(value)}, not a text`,
      quoted ? `Put it in quotes: "${value}".` : "Write a text.",
    )
    return ""
  }
  if (value.trim() === "")
    reading.report("entry_malformed", field, "is an empty text", "Write a name, or leave it out.")
  else if (value.length > LONGEST_TEXT) {
    const says = `has ${value.length} characters, and may have ${LONGEST_TEXT}`
    reading.report("entry_malformed", field, says, "Use a shorter name.")
  } else if (value.includes("\0") || NOT_STORABLE.test(value)) {
    reading.report("entry_malformed", field, "has characters that cannot be stored", "Write it anew, without them.")
  }
  return value
}

/** A list of texts, each once; a single text is a list of one. */
export function readTexts(reading: Reading, field: string, value: unknown): readonly string[] {
  if (typeof value === "string") return [readText(reading, field, value)]
  if (!Array.isArray(value)) {
    reading.report(
      "entry_malformed",
      field,
      `is ${kindOf(value)}, not a list of texts`,
      "Write a list, such as [one, two].",
    )
    return []
  }
  if (value.length > MOST_VALUES) {
    const says = `has ${value.length} values, and may have ${MOST_VALUES}`
    reading.report("entry_malformed", field, says, "Use a category, tag or segment that stands for them.")
    return []
  }
  return [...new Set(value.map((one, at) => readText(reading, under(field, at), one)))]
}

/** As `readTexts`, where an empty list could never be met. */
export function readSomeTexts(reading: Reading, field: string, value: unknown): readonly string[] {
  const texts = readTexts(reading, field, value)
  if (Array.isArray(value) && value.length === 0) {
    reading.report(
      "entry_malformed",
      field,
      "is an empty list, which nothing fits",
      "Name a value, or leave the key out.",
    )
  }
  return texts
}

/** One of the named words. */
export function readChoice<Word extends string>(
  reading: Reading,
  field: string,
  value: unknown,
  words: readonly [Word, ...Word[]],
): Word {
  const word = words.find((one) => one === value)
  if (word !== undefined) return word
  const nearest = typeof value === "string" ? nearestKey(value, words) : null
  const says = `is ${kindOf(value)}, not one of ${words.join(", ")}${nearest ? `; the nearest is ${nearest}` : ""}`
  reading.report("entry_malformed", field, says, `Write ${nearest ?? words.join(" or ")}.`)
  return words[0]
}

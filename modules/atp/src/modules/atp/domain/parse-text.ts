import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

export type TextInvalid = Refusal<"text_invalid">

/** Long enough for every id and reference in use, short enough for an index. */
const LONGEST = 255

// A NUL has no place in the database's text, and half of a surrogate pair is not a character.
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Cs}/u

/** Reads an id or a line of text that a person or another system sent. */
export function parseText(
  input: unknown,
  { field, max = LONGEST }: { readonly field: string; readonly max?: number },
): Outcome<string, TextInvalid> {
  const next = `Send ${field} as text of 1 to ${max} characters.`
  if (typeof input !== "string") {
    const shown = input === undefined ? "missing" : input === null ? "null" : `a value of type ${typeof input}`
    return refuse("text_invalid", `${field} is ${shown}.`, next)
  }
  if (input.trim() === "") return refuse("text_invalid", `${field} is empty.`, next)
  if (input.length > max) return refuse("text_invalid", `${field} has ${input.length} characters.`, next)
  if (UNPRINTABLE.test(input)) return refuse("text_invalid", `${field} has characters that cannot be shown.`, next)
  return done(input)
}

/** The same, where it may be left out: absent and null are null. */
export function parseOptionalText(
  input: unknown,
  rules: { readonly field: string; readonly max?: number },
): Outcome<string | null, TextInvalid> {
  return input === undefined || input === null ? done(null) : parseText(input, rules)
}

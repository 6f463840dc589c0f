import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

export type KeyRefused = Refusal<"idempotency_key_invalid">

const NEXT =
  "Send one Idempotency-Key of 1 to 255 printable ASCII characters, such as a UUID, and the same one for a retry."
const PRINTABLE = /^[\x20-\x7e]+$/
// A string of RFC 9651, which is how the IETF's draft writes a key.
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/

/**
 * The key of a request, or none. `"abc"`, as the IETF's draft writes it, and `abc`, as most clients do, are one key.
 *
 * @param rawHeaders names and values in turn, as they came: a header that came twice must not look like one
 */
export function readKey(rawHeaders: readonly string[]): Outcome<string | undefined, KeyRefused> {
  const sent = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "idempotency-key")
  const [text] = sent
  if (text === undefined) return done(undefined)
  if (sent.length > 1) return invalid(`The request has ${sent.length} Idempotency-Key headers.`)
  if (text.length > 255) return invalid(`The Idempotency-Key is ${text.length} bytes long.`)
  if (text.trim() === "") return invalid("The Idempotency-Key is empty.")
  if (!PRINTABLE.test(text)) return invalid("The Idempotency-Key has characters that cannot be printed.")
  if (!text.startsWith('"')) return done(text)

  const inside = QUOTED.exec(text)?.[1]
  if (inside === undefined) return invalid("The Idempotency-Key begins with a quote and is not one quoted text.")
  if (inside.trim() === "") return invalid("The Idempotency-Key is empty.")
  return done(inside.replace(/\\(["\\])/g, "$1"))
}

const invalid = (what: string): KeyRefused => refuse("idempotency_key_invalid", what, NEXT)

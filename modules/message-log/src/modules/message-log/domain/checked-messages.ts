import { canonicalJson, done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import type { InboxMessage } from "./inbox-message"

/** A message that the database can keep. */
export type CheckedMessage = Omit<InboxMessage, "payload"> & {
  /** The payload as JSON. */
  readonly json: string
}

export type InboxRefused = Refusal<
  | "inbox_source_invalid"
  | "inbox_messages_too_many"
  | "inbox_message_malformed"
  | "inbox_time_invalid"
  | "inbox_payload_invalid"
  | "inbox_payload_too_large"
>

export const MOST_MESSAGES = 1_000
const LONGEST_NAME = 255
const LONGEST_SOURCE = 100

/**
 * Reads what is to be received. All of it is fit to be kept, or nothing is taken: whoever sent it hears no, and sends it
 * again or asks somebody.
 *
 * @param most how many bytes one payload may have as JSON
 */
export function checkedMessages(
  source: unknown,
  messages: unknown,
  most: number,
): Outcome<readonly CheckedMessage[], InboxRefused> {
  if (!isName(source, LONGEST_SOURCE)) {
    return refuse(
      "inbox_source_invalid",
      `The source of messages is ${nameProblem(LONGEST_SOURCE)}.`,
      "Give the id of the provider, such as pp_stripe_stripe.",
    )
  }
  if (!Array.isArray(messages)) {
    return refuse("inbox_message_malformed", `What ${source} sent is not a list of messages.`, "Send a list.")
  }
  if (messages.length > MOST_MESSAGES) {
    return refuse(
      "inbox_messages_too_many",
      `${source} sent ${messages.length} messages at once, and ${MOST_MESSAGES} are taken.`,
      "Send them in parts.",
    )
  }
  const checked: CheckedMessage[] = []
  for (const [place, message] of (messages as readonly unknown[]).entries()) {
    const read = checkedMessage(`Message ${place + 1} of ${source}`, message, most)
    if (!read.ok) return read
    checked.push(read.value)
  }
  return done(checked)
}

function checkedMessage(what: string, message: unknown, most: number): Outcome<CheckedMessage, InboxRefused> {
  if (!isRecord(message)) return refuse("inbox_message_malformed", `${what} is not an object.`, "Send an object.")
  for (const member of ["id", "key", "kind"]) {
    if (isName(message[member], LONGEST_NAME)) continue
    const problem = `${what} has no "${member}" that can be kept: it is ${nameProblem(LONGEST_NAME)}.`
    return refuse("inbox_message_malformed", problem, "Correct it and send it again.")
  }
  const { id, key, kind, occurredAt, payload } = message as InboxMessage
  const time = utcTime(occurredAt)
  if (time === null) {
    return refuse(
      "inbox_time_invalid",
      `${what} has an "occurredAt" that is no time between 1970 and 9999.`,
      "Send ISO 8601 with a zone, such as 2026-11-21T09:00:00Z.",
    )
  }
  if (!isRecord(payload)) {
    return refuse("inbox_payload_invalid", `${what} has a payload that is not an object.`, "Send a JSON object.")
  }
  const json = canonicalJson(payload)
  if (!json.ok)
    return refuse("inbox_payload_invalid", `${what} has a payload that is no JSON. ${json.message}`, json.nextStep)
  // JSON can say both of them, and PostgreSQL's text cannot: the character 0, and half of a pair.
  if (UNFIT.test(json.value)) {
    return refuse(
      "inbox_payload_invalid",
      `${what} has a payload with the character 0, or with half of a character, which the database cannot keep.`,
      "Send the text without it.",
    )
  }
  const bytes = bytesOf(json.value)
  if (bytes > most) {
    return refuse(
      "inbox_payload_too_large",
      `${what} has a payload of ${bytes} bytes, and ${most} are taken.`,
      "Send less, or raise the option inbox.maxPayloadBytes.",
    )
  }
  return done({ id, key, kind, occurredAt: time, json: json.value })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isName = (value: unknown, longest: number): value is string =>
  typeof value === "string" && value !== "" && value.length <= longest && !/\0|\p{Surrogate}/u.test(value)

const nameProblem = (longest: number) =>
  `not a text of 1 to ${longest} characters, or has the character 0 or half of a character in it`

// An escape counts when an even number of backslashes stands before it; `\\u0000` is a backslash and five letters.
const UNFIT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

const ISO = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/

/** The same moment in UTC, to the millisecond, or null. */
function utcTime(value: unknown): string | null {
  if (typeof value !== "string") return null
  const [, year, month, day] = ISO.exec(value) ?? []
  const moment = Date.parse(value)
  if (Number.isNaN(moment) || moment < 0 || moment > Date.UTC(9999, 11, 31)) return null
  // A 30 February would be taken for a day in March.
  if (new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day)) return null
  return new Date(moment).toISOString()
}

/** Of UTF-8. Whole characters alone, so the two halves of a pair have four bytes together. */
function bytesOf(text: string): number {
  let bytes = text.length
  for (const [wide] of text.matchAll(/[^\0-\x7f]/g)) bytes += wide < "\u0800" || /\p{Cs}/u.test(wide) ? 1 : 2
  return bytes
}

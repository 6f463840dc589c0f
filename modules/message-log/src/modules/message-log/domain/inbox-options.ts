import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

export type InboxOptions = {
  /** Handled messages are kept for so many days; as long is a repeat known as one. */
  readonly retentionDays: number
  /** So many messages of different keys are handled at once, in each process. */
  readonly concurrency: number
  /** So long a handler has a message to itself; after a crash it is handled again when that is over. */
  readonly leaseSeconds: number
  /** After so many tries that failed a message is parked. */
  readonly triesUntilParked: number
  /** For so many days a message waits for what it is about; then it is parked. */
  readonly waitDays: number
  /** A payload's length as JSON, at most. */
  readonly maxPayloadBytes: number
  /** Connections of its own, so that a webhook is not answered after a page of the dashboard. */
  readonly connections: number
}

export type InboxOptionRefused = Refusal<"inbox_option_malformed">

const DEFAULTS: InboxOptions = {
  retentionDays: 30,
  concurrency: 8,
  leaseSeconds: 120,
  triesUntilParked: 8,
  waitDays: 3,
  maxPayloadBytes: 1_048_576,
  connections: 4,
}

const WHOLE = ["concurrency", "triesUntilParked", "maxPayloadBytes", "connections"] as const

/**
 * Reads the module's options, of which the inbox has its own part: `{ inbox: { retentionDays: 90 } }`.
 *
 * @returns the options with their defaults, or `inbox_option_malformed`: not a number above zero, or not one of ours
 */
export function parseInboxOptions(options: unknown): Outcome<InboxOptions, InboxOptionRefused> {
  const given: unknown = isRecord(options) ? (options["inbox"] ?? {}) : {}
  if (!isRecord(given)) return malformed("inbox", "is not an object", `Its members are ${names()}.`)

  for (const [name, value] of Object.entries(given)) {
    if (!(name in DEFAULTS)) return malformed(`inbox.${name}`, "is not known", `There are ${names()}.`)
    if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
      return malformed(`inbox.${name}`, "is not a number above zero", "Give a number, or leave it out.")
    }
  }
  const parsed: InboxOptions = { ...DEFAULTS, ...given }
  for (const name of WHOLE) {
    if (!Number.isInteger(parsed[name])) return malformed(`inbox.${name}`, `is ${parsed[name]}`, "Give a whole number.")
  }
  if (parsed.connections < 2) {
    return malformed("inbox.connections", "is 1", "Give 2 or more: one receives while another one handles.")
  }
  return done(parsed)
}

const names = () => Object.keys(DEFAULTS).join(", ")

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const malformed = (option: string, whatIsTrue: string, nextStep: string): InboxOptionRefused =>
  refuse("inbox_option_malformed", `The option "${option}" of @holdfast/message-log ${whatIsTrue}.`, nextStep)

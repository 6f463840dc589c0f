import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

export type OutboxOptions = {
  /** Published events are kept for so many days, for a repeat of an append and for `publishAgain`. */
  readonly retentionDays: number
  /** How many events one claim takes at most. */
  readonly batchSize: number
  /** A claim ends after so many seconds; what its publisher has not reported as published is then claimed anew. */
  readonly leaseSeconds: number
  /** The event bus has so many seconds to take a batch. Less than half a lease. */
  readonly answerSeconds: number
  /** An event that is refused for so long, and ten times at least, no longer holds back later ones of its aggregate. */
  readonly holdBackSeconds: number
}

export type OutboxOptionRefused = Refusal<"outbox_option_malformed">

const DEFAULTS: OutboxOptions = {
  retentionDays: 7,
  batchSize: 100,
  leaseSeconds: 60,
  answerSeconds: 10,
  holdBackSeconds: 3600,
}

/**
 * Reads the module's options, of which the outbox has its own part: `{ outbox: { retentionDays: 30 } }`.
 *
 * @returns the options with their defaults, or `outbox_option_malformed`: not a number above zero, or not one of ours
 */
export function parseOutboxOptions(options: unknown): Outcome<OutboxOptions, OutboxOptionRefused> {
  const given: unknown = isRecord(options) ? (options["outbox"] ?? {}) : {}
  if (!isRecord(given)) return malformed("outbox", "is not an object", `Its members are ${names()}.`)

  for (const [name, value] of Object.entries(given)) {
    if (!(name in DEFAULTS)) return malformed(`outbox.${name}`, "is not known", `There are ${names()}.`)
    if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
      return malformed(`outbox.${name}`, "is not a number above zero", "Give a number, or leave it out.")
    }
  }
  const parsed: OutboxOptions = { ...DEFAULTS, ...given }
  if (!Number.isInteger(parsed.batchSize)) {
    return malformed("outbox.batchSize", `is ${parsed.batchSize}`, "Give a whole number.")
  }
  if (parsed.answerSeconds * 2 >= parsed.leaseSeconds) {
    return malformed(
      "outbox.answerSeconds",
      `is ${parsed.answerSeconds} with a lease of ${parsed.leaseSeconds} seconds`,
      "Make it less than half of outbox.leaseSeconds, or two publishers would hold one event.",
    )
  }
  return done(parsed)
}

const names = () => Object.keys(DEFAULTS).join(", ")

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const malformed = (option: string, whatIsTrue: string, nextStep: string): OutboxOptionRefused =>
  refuse("outbox_option_malformed", `The option "${option}" of @holdfast/message-log ${whatIsTrue}.`, nextStep)

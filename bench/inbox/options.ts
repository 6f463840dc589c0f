import {
  namedParts,
  OTHER_CORES_USAGE,
  othersCores,
  positive,
  readPartArgs,
  whole,
  TEXT,
} from "../harness/bench-options"

/** In the order in which they run. */
export const INBOX_PARTS = ["webhooks", "rate", "handled"] as const
export type InboxPart = (typeof INBOX_PARTS)[number]

export const INBOX_USAGE = [
  `${INBOX_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--pairs N              measurements of each side (7)",
  "--seconds S            in each of them (5)",
  '--per-second N         webhooks that arrive in "webhooks" (500)',
  OTHER_CORES_USAGE,
  "--built                takes the module as it is built; nothing is built now",
].join("\n")

export interface InboxBenchOptions {
  readonly parts: readonly InboxPart[]
  readonly pairs: number
  readonly seconds: number
  readonly perSecond: number
  readonly maxOthersCores: number | undefined
  readonly built: boolean
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseInboxBenchOptions(args: readonly string[]): InboxBenchOptions {
  const options = {
    ...{ pairs: TEXT, seconds: TEXT, "per-second": TEXT, "max-other-cores": TEXT },
    built: { type: "boolean" },
  } as const
  const { values, positionals } = readPartArgs(args, options)
  return {
    parts: namedParts(INBOX_PARTS, positionals),
    pairs: whole("pairs", values.pairs ?? "7"),
    seconds: positive("seconds", values.seconds ?? "5"),
    perSecond: positive("per-second", values["per-second"] ?? "500"),
    maxOthersCores: othersCores(values["max-other-cores"]),
    built: values.built ?? false,
  }
}

import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** In the order in which they run. */
export const INBOX_PARTS = ["webhooks", "rate", "handled"] as const
export type InboxPart = (typeof INBOX_PARTS)[number]

export const INBOX_USAGE = [
  `${INBOX_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--pairs N              measurements of each side (7)",
  "--seconds S            in each of them (5)",
  '--per-second N         webhooks that arrive in "webhooks" (500)',
  "--max-other-cores X    drop a pair when other processes kept more than X cores busy; off keeps all (0.3)",
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
  const { values, positionals } = read(args)
  for (const name of positionals) {
    if (!isPart(name)) throw misused(`There is no part called "${name}"; there are ${INBOX_PARTS.join(", ")}.`)
  }
  const cores = values["max-other-cores"] ?? "0.3"
  return {
    parts: positionals.length > 0 ? INBOX_PARTS.filter((part) => positionals.includes(part)) : INBOX_PARTS,
    pairs: whole("pairs", values.pairs ?? "7"),
    seconds: positive("seconds", values.seconds ?? "5"),
    perSecond: positive("per-second", values["per-second"] ?? "500"),
    maxOthersCores: cores === "off" ? undefined : positive("max-other-cores", cores),
    built: values.built ?? false,
  }
}

const isPart = (name: string): name is InboxPart => (INBOX_PARTS as readonly string[]).includes(name)

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    const options = { pairs: text, seconds: text, "per-second": text, "max-other-cores": text }
    const built = { type: "boolean" } as const
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...options, built } })
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, given: string): number {
  const value = Number(given)
  if (Number.isInteger(value) && value > 0) return value
  throw misused(`--${name} is "${given}"; it takes whole numbers above 0.`)
}

function positive(name: string, given: string): number {
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw misused(`--${name} is "${given}"; it takes a number above 0.`)
}

const misused = (what: string) => new LaunchFailure("bench_misused", what, "Correct it and try again.")

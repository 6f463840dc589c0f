import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** In the order in which they run. */
export const STOCK_PARTS = [
  "hot",
  "open",
  "exhaust",
  "storm",
  "spread",
  "cold",
  "availability",
  "curves",
  "claims",
] as const
export type StockPart = (typeof STOCK_PARTS)[number]

export const STOCK_USAGE = [
  `${STOCK_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--pairs N              measurements of each side (5)",
  "--seconds S            in each of them (1)",
  "--max-other-cores X    drop a pair when other processes kept more than X cores busy; off keeps all (0.3)",
  "--module FOLDER        the ATP module that is built there, instead of the shop's; nothing is built",
].join("\n")

export interface StockOptions {
  readonly parts: readonly StockPart[]
  readonly pairs: number
  readonly seconds: number
  readonly maxOthersCores: number | undefined
  readonly module: string | undefined
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseStockOptions(args: readonly string[]): StockOptions {
  const { values, positionals } = read(args)
  for (const name of positionals) {
    if (!isPart(name)) throw misused(`There is no part called "${name}"; there are ${STOCK_PARTS.join(", ")}.`)
  }
  const cores = values["max-other-cores"] ?? "0.3"
  const pairs = positive("pairs", values.pairs ?? "5")
  if (!Number.isInteger(pairs)) throw misused(`--pairs is "${values.pairs ?? ""}"; it takes whole numbers.`)
  return {
    parts: positionals.length > 0 ? STOCK_PARTS.filter((part) => positionals.includes(part)) : STOCK_PARTS,
    pairs,
    seconds: positive("seconds", values.seconds ?? "1"),
    maxOthersCores: cores === "off" ? undefined : positive("max-other-cores", cores),
    module: values.module,
  }
}

const isPart = (name: string): name is StockPart => (STOCK_PARTS as readonly string[]).includes(name)

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    const options = { pairs: text, seconds: text, "max-other-cores": text, module: text }
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

function positive(name: string, given: string): number {
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw misused(`--${name} is "${given}"; it takes a number above 0.`)
}

const misused = (what: string) => new LaunchFailure("bench_misused", what, "Correct it and try again.")

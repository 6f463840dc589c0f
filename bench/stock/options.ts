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
  OTHER_CORES_USAGE,
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
  const options = { pairs: TEXT, seconds: TEXT, "max-other-cores": TEXT, module: TEXT } as const
  const { values, positionals } = readPartArgs(args, options)
  return {
    parts: namedParts(STOCK_PARTS, positionals),
    pairs: whole("pairs", values.pairs ?? "5"),
    seconds: positive("seconds", values.seconds ?? "1"),
    maxOthersCores: othersCores(values["max-other-cores"]),
    module: values.module,
  }
}

import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** In the order in which they run. */
export const PROMOTION_PARTS = ["size", "trace", "change", "competing"] as const
export type PromotionPart = (typeof PROMOTION_PARTS)[number]

export const PROMOTION_USAGE = [
  `${PROMOTION_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--pairs N              measurements of each side (6)",
  "--carts N              different carts, each of which has to cost the same in every engine (100)",
  "--seconds S            in each measurement (0.5); json-rules-engine gets at least two carts",
  "--max-other-cores X    drop a pair when other processes kept more than X cores busy; off keeps all (0.3)",
].join("\n")

export interface PromotionOptions {
  readonly parts: readonly PromotionPart[]
  readonly pairs: number
  readonly carts: number
  readonly seconds: number
  readonly maxOthersCores: number | undefined
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parsePromotionOptions(args: readonly string[]): PromotionOptions {
  const { values, positionals } = read(args)
  for (const name of positionals) {
    if (!isPart(name)) throw misused(`There is no part called "${name}"; there are ${PROMOTION_PARTS.join(", ")}.`)
  }
  const cores = values["max-other-cores"] ?? "0.3"
  return {
    parts: positionals.length > 0 ? PROMOTION_PARTS.filter((part) => positionals.includes(part)) : PROMOTION_PARTS,
    pairs: whole("pairs", values.pairs ?? "6"),
    carts: whole("carts", values.carts ?? "100"),
    seconds: positive("seconds", values.seconds ?? "0.5"),
    maxOthersCores: cores === "off" ? undefined : positive("max-other-cores", cores),
  }
}

const isPart = (name: string): name is PromotionPart => (PROMOTION_PARTS as readonly string[]).includes(name)

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    const options = { pairs: text, carts: text, seconds: text, "max-other-cores": text }
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, given: string): number {
  const value = positive(name, given)
  if (Number.isInteger(value)) return value
  throw misused(`--${name} is "${given}"; it takes whole numbers.`)
}

function positive(name: string, given: string): number {
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw misused(`--${name} is "${given}"; it takes a number above 0.`)
}

const misused = (what: string) => new LaunchFailure("bench_misused", what, "Correct it and try again.")

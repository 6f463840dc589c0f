import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** In the order in which they run. */
export const LIFECYCLE_PARTS = ["log", "replay", "transitions", "lookup", "guard"] as const
export type LifecyclePart = (typeof LIFECYCLE_PARTS)[number]

export const LIFECYCLE_USAGE = [
  `${LIFECYCLE_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--orders N             with ten transitions each (100000)",
  "--pairs N              measurements of each side (7)",
  "--seconds S            in each of them (2)",
  "--max-other-cores X    drop a pair when other processes kept more than X cores busy; off keeps all (0.3)",
  "--module FOLDER        the order-lifecycle module that is built there, instead of the shop's; nothing is built",
].join("\n")

export interface LifecycleOptions {
  readonly parts: readonly LifecyclePart[]
  readonly orders: number
  readonly pairs: number
  readonly seconds: number
  readonly maxOthersCores: number | undefined
  readonly module: string | undefined
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseLifecycleOptions(args: readonly string[]): LifecycleOptions {
  const { values, positionals } = read(args)
  for (const name of positionals) {
    if (!isPart(name)) throw misused(`There is no part called "${name}"; there are ${LIFECYCLE_PARTS.join(", ")}.`)
  }
  const cores = values["max-other-cores"] ?? "0.3"
  return {
    parts: positionals.length > 0 ? LIFECYCLE_PARTS.filter((part) => positionals.includes(part)) : LIFECYCLE_PARTS,
    orders: whole("orders", values.orders ?? "100000"),
    pairs: whole("pairs", values.pairs ?? "7"),
    seconds: positive("seconds", values.seconds ?? "2"),
    maxOthersCores: cores === "off" ? undefined : positive("max-other-cores", cores),
    module: values.module,
  }
}

const isPart = (name: string): name is LifecyclePart => (LIFECYCLE_PARTS as readonly string[]).includes(name)

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    const options = { orders: text, pairs: text, seconds: text, "max-other-cores": text, module: text }
    return parseArgs({ args: [...args], allowPositionals: true, options })
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

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
export const LIFECYCLE_PARTS = ["log", "replay", "transitions", "lookup", "guard"] as const
export type LifecyclePart = (typeof LIFECYCLE_PARTS)[number]

export const LIFECYCLE_USAGE = [
  `${LIFECYCLE_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--orders N             with ten transitions each (100000)",
  "--pairs N              measurements of each side (7)",
  "--seconds S            in each of them (2)",
  OTHER_CORES_USAGE,
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
  const options = { orders: TEXT, pairs: TEXT, seconds: TEXT, "max-other-cores": TEXT, module: TEXT } as const
  const { values, positionals } = readPartArgs(args, options)
  return {
    parts: namedParts(LIFECYCLE_PARTS, positionals),
    orders: whole("orders", values.orders ?? "100000"),
    pairs: whole("pairs", values.pairs ?? "7"),
    seconds: positive("seconds", values.seconds ?? "2"),
    maxOthersCores: othersCores(values["max-other-cores"]),
    module: values.module,
  }
}

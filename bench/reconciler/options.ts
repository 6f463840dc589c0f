import { OTHER_CORES_USAGE, othersCores, readArgs, whole, TEXT } from "../harness/bench-options"

export const RECONCILER_USAGE = [
  "--orders N             settled orders in the database (100000)",
  "--pairs N              measurements of each side (5)",
  OTHER_CORES_USAGE,
].join("\n")

export interface ReconcilerBenchOptions {
  readonly orders: number
  readonly pairs: number
  readonly maxOthersCores: number | undefined
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseReconcilerOptions(args: readonly string[]): ReconcilerBenchOptions {
  const options = { orders: TEXT, pairs: TEXT, "max-other-cores": TEXT }
  const { values } = readArgs(args, options)
  return {
    orders: whole("orders", values.orders ?? "100000"),
    pairs: whole("pairs", values.pairs ?? "5"),
    maxOthersCores: othersCores(values["max-other-cores"]),
  }
}

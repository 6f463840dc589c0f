import { OTHER_CORES_USAGE, othersCores, readArgs, TEXT, whole } from "../harness/bench-options"
import type { CompletionOptions } from "../checkout/measure-completions"

export const VENDURE_USAGE = [
  "--pairs N              measurements of each side at each number of callers (5)",
  "--callers 1,8,32       how many click at a time (1,8,32)",
  "--checkouts N          in one measurement, two for each caller at least (16)",
  OTHER_CORES_USAGE,
].join("\n")

export interface VendureOptions extends CompletionOptions {
  readonly callers: readonly number[]
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseVendureOptions(args: readonly string[]): VendureOptions {
  const options = { pairs: TEXT, callers: TEXT, checkouts: TEXT, "max-other-cores": TEXT }
  const { values } = readArgs(args, options)
  return {
    pairs: whole("pairs", values.pairs ?? "5"),
    callers: (values.callers ?? "1,8,32").split(",").map((count) => whole("callers", count)),
    checkouts: whole("checkouts", values.checkouts ?? "16"),
    maxOthersCores: othersCores(values["max-other-cores"]),
  }
}

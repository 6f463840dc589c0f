import { OTHER_CORES_USAGE, othersCores, readArgs, whole, TEXT } from "../harness/bench-options"

export const PROVIDERS_USAGE = [
  "--pairs N              measurements of each side (5)",
  "--calls N              calls of each act in each of them (200)",
  OTHER_CORES_USAGE,
].join("\n")

export interface ProvidersOptions {
  readonly pairs: number
  readonly calls: number
  readonly maxOthersCores: number | undefined
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseProvidersOptions(args: readonly string[]): ProvidersOptions {
  const { values } = readArgs(args, { pairs: TEXT, calls: TEXT, "max-other-cores": TEXT })
  return {
    pairs: whole("pairs", values.pairs ?? "5"),
    calls: whole("calls", values.calls ?? "200"),
    maxOthersCores: othersCores(values["max-other-cores"]),
  }
}

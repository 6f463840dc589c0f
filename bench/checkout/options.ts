import { misused, OTHER_CORES_USAGE, othersCores, positive, readArgs, whole, TEXT } from "../harness/bench-options"
import type { Arrivals } from "../harness/arrival-schedule"

export const CHECKOUT_USAGE = [
  "--pairs N              measurements of each side at each number of buyers (10)",
  "--buyers 1,8           how many buy side by side (1,8)",
  "--checkouts N          checkouts in one measurement, two for each buyer at least (6)",
  OTHER_CORES_USAGE,
  "--complete             the last click alone: carts that are ready, all of one hot article; then one cart asked for by 32",
  "--open-loop            shoppers arrive at a rate, whether or not the shop keeps up; instead of --buyers",
  "--rate R               of them in a second (0.5)",
  "--seconds S            in one measurement (20)",
  "--arrivals poisson     each independent of the others; or constant (poisson)",
].join("\n")

interface Common {
  readonly pairs: number
  readonly maxOthersCores: number | undefined
}

export interface ClosedLoopOptions extends Common {
  /** `completions`: the carts are ready, and only their completion is timed. */
  readonly mode: "closed loop" | "completions"
  readonly buyers: readonly number[]
  readonly checkouts: number
}

export interface OpenLoopOptions extends Common {
  readonly mode: "open loop"
  readonly ratePerSecond: number
  readonly seconds: number
  readonly arrivals: Arrivals
}

export type CheckoutOptions = ClosedLoopOptions | OpenLoopOptions

const OPTIONS = {
  ...{ pairs: TEXT, buyers: TEXT, checkouts: TEXT, "max-other-cores": TEXT },
  ...({ "open-loop": { type: "boolean" }, complete: { type: "boolean" } } as const),
  ...{ rate: TEXT, seconds: TEXT, arrivals: TEXT },
} as const
const CLOSED_ALONE = ["buyers", "checkouts"] as const
const OPEN_ALONE = ["rate", "seconds", "arrivals"] as const
const FEWEST_ARRIVALS = 10

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseCheckoutOptions(args: readonly string[]): CheckoutOptions {
  const { values } = readArgs(args, OPTIONS)
  const openLoop = values["open-loop"] ?? false
  const complete = values.complete ?? false
  if (openLoop && complete) throw misused("--complete does not go with --open-loop.")
  for (const name of openLoop ? CLOSED_ALONE : OPEN_ALONE) {
    if (values[name] === undefined) continue
    throw misused(`--${name} ${openLoop ? "does not go with" : "needs"} --open-loop.`)
  }
  const common = {
    pairs: whole("pairs", values.pairs ?? "10"),
    maxOthersCores: othersCores(values["max-other-cores"]),
  }
  if (!openLoop) {
    return {
      mode: complete ? "completions" : "closed loop",
      ...common,
      buyers: (values.buyers ?? (complete ? "1,8,32" : "1,8")).split(",").map((count) => whole("buyers", count)),
      checkouts: whole("checkouts", values.checkouts ?? (complete ? "32" : "6")),
    }
  }
  const arrivals = values.arrivals ?? "poisson"
  if (arrivals !== "poisson" && arrivals !== "constant") {
    throw misused(`--arrivals is "${arrivals}"; it takes poisson or constant.`)
  }
  const ratePerSecond = positive("rate", values.rate ?? "0.5")
  const seconds = positive("seconds", values.seconds ?? "20")
  if (ratePerSecond * seconds < FEWEST_ARRIVALS) {
    throw misused(
      `--rate ${ratePerSecond} for --seconds ${seconds} makes ${ratePerSecond * seconds} arrivals; ${FEWEST_ARRIVALS} are the least that say something.`,
    )
  }
  return { mode: "open loop", ...common, ratePerSecond, seconds, arrivals }
}

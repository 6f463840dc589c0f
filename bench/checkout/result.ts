import type { Machine } from "../harness/machine"
import type { RatioSummary } from "../harness/pair-ratios"
import type { Statements } from "../harness/statement-counter"
import type { Level } from "./measure-closed-loop"
import type { CompletionLevel, CompletionOptions, Replays } from "./measure-completions"
import type { ArrivalsMeasured } from "./measure-open-loop"
import type { CheckoutOptions, ClosedLoopOptions, OpenLoopOptions } from "./options"
import type { CheckoutCall } from "./place-order"

/** What every file of this bench begins with: `ours` and `peer` mean the same throughout. */
export interface ResultHead<Options extends CheckoutOptions> {
  readonly bench: "checkout"
  readonly peer: string
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly databasePoolMax: number
  readonly options: Options
}

/** `bench/results/checkout.json` */
export interface ClosedLoopResult extends ResultHead<ClosedLoopOptions> {
  readonly levels: readonly Level[]
  readonly statements: {
    readonly calls: Readonly<Record<CheckoutCall, { readonly ours: Statements; readonly peer: Statements }>>
    readonly wholeCheckout: { readonly ours: Statements; readonly peer: Statements }
  }
  /** Before the first checkout; the levels tell it after each measurement. */
  readonly residentMibAfterSeed: { readonly ours: number | undefined; readonly peer: number | undefined }
  readonly orders: { readonly ours: number; readonly peer: number }
}

/** Orders placed from carts that were ready, ours beside a peer: `bench/results/vendure.json`, and completions.json with more. */
export interface PlacedResult {
  readonly bench: string
  readonly peer: string
  /** In a table's head. */
  readonly peerName: string
  readonly measuredAt: string
  readonly commit: string | undefined
  readonly machine: Machine
  readonly databasePoolMax: number
  readonly options: CompletionOptions
  readonly levels: readonly CompletionLevel[]
  readonly statements: { readonly ours: Statements; readonly peer: Statements }
  readonly orders: { readonly ours: number; readonly peer: number }
}

/** `bench/results/completions.json` */
export interface CompletionsResult extends PlacedResult {
  readonly replays: { readonly ours: Replays; readonly peer: Replays }
}

/** `bench/results/checkout-open-loop.json` */
export interface OpenLoopResultFile extends ResultHead<OpenLoopOptions> {
  readonly arrivals: ArrivalsMeasured
  readonly orders: { readonly ours: number; readonly peer: number }
}

/** The goal: ours takes at most this multiple of vanilla's time. */
const GOAL = 1.05
/** With fewer pairs there is no 95 % interval. */
const FEWEST_PAIRS = 6

/** Compares the whole checkout with the goal, and says so when the spread leaves it open. */
export function verdict(buyers: number, ratio: RatioSummary): string {
  const spread = `${ratio.median.toFixed(3)} times vanilla's time (${ratio.low.toFixed(3)}–${ratio.high.toFixed(3)})`
  const what = `With ${buyers} ${buyers === 1 ? "buyer" : "buyers"} our checkout takes ${spread}`
  if (ratio.pairs < FEWEST_PAIRS)
    return `${what}. Fewer than ${FEWEST_PAIRS} pairs decide nothing; this is from ${ratio.pairs}.`
  if (ratio.high <= GOAL) return `${what}: within 5 %.`
  if (ratio.low > GOAL) return `${what}: more than 5 % slower.`
  return `${what}: whether that is within 5 % is not decided; more pairs on a quieter machine would tell.`
}

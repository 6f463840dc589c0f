import type { RatioSummary } from "../harness/pair-ratios"
import type { Noise } from "../harness/noise"
import type { Contestants } from "./contestants"
import type { Exactness } from "./exactness"
import type { Goal } from "./goal"
import type { StockOptions } from "./options"

/** Whom a figure of ours stands beside. */
export type Peer = "vanilla" | "one statement" | "ours without it" | "bare"

export interface Comparison {
  readonly what: string
  readonly unit: string
  readonly better: "more" | "less"
  readonly peerName: Peer
  readonly ours: number
  readonly peer: number
  readonly ratio: RatioSummary
}

/** All that one part of the bench found. */
export interface PartResult {
  readonly title: string
  readonly compared: readonly Comparison[]
  /** Other figures, by what they are. */
  readonly figures: Readonly<Record<string, number | readonly number[]>>
  readonly goals: readonly Goal[]
  readonly noise: readonly Noise[]
}

export interface PartContext {
  readonly options: StockOptions
  readonly sides: Contestants
  readonly exactness: Exactness
  readonly say: (line: string) => void
  /** Of the whole run: later parts build on what earlier ones found. */
  readonly found: { openLoopRate?: number }
}

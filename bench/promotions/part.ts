import type { Shutdown } from "../../launcher/shutdown"
import type { StockServer } from "../stock/stock-server"
import type { Noise } from "../harness/noise"
import type { RatioSummary } from "../harness/pair-ratios"
import type { Goal } from "../stock/goal"
import type { ContestantName } from "./contestant"
import type { PromotionOptions } from "./options"

/** Whom a figure of ours stands beside. */
export type Peer = Exclude<ContestantName, "holdfast" | "through the module"> | "without changes" | "without the trace"

/** Time of one cart, in microseconds. */
export interface CartTime {
  readonly p50Us: number
  readonly p99Us: number
}

export interface Comparison {
  readonly what: string
  readonly peerName: Peer
  readonly ours: CartTime
  readonly peer: CartTime
  /** Carts a second, ours : theirs, within pairs. */
  readonly ratio: RatioSummary
}

/** A curve: one row of figures for each size of something. */
export interface Curve {
  readonly over: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly number[])[]
}

/** All that one part of the bench found. */
export interface PartResult {
  readonly title: string
  readonly compared: readonly Comparison[]
  readonly curves: readonly Curve[]
  /** Other figures, by what they are. */
  readonly figures: Readonly<Record<string, number>>
  readonly goals: readonly Goal[]
  readonly noise: readonly Noise[]
}

export interface PartContext {
  /** The clone. */
  readonly root: string
  readonly options: PromotionOptions
  /** For what needs a database. */
  readonly server: () => Promise<StockServer>
  /** Whatever a part starts is added here, so that Ctrl-C ends it too. */
  readonly shutdown: Shutdown
  /** For `readCpu`: the bench's own processes. */
  readonly groups: Record<string, number>
  readonly say: (line: string) => void
}

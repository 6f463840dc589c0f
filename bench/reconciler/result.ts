import type { Machine } from "../harness/machine"
import type { Noise } from "../harness/noise"
import type { Compared } from "../harness/pair-ratios"
import type { Statements } from "../harness/statement-counter"
import type { ReconcilerBenchOptions } from "./options"

/** `bench/results/reconciler.json` */
export interface ReconcilerResult {
  readonly bench: "reconciler"
  readonly peer: string
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly options: ReconcilerBenchOptions
  /** Of all orders, once. The peer's is of a page of orders, and multiplied. */
  readonly seconds: Compared<number>
  readonly statements: Statements
  /** Of the server: before, and at most while it reconciled. */
  readonly residentMib: { readonly before: number | undefined; readonly most: number | undefined }
  readonly noise: Noise
}

import type { Machine } from "../harness/machine"
import type { StockOptions, StockPart } from "./options"
import type { PartResult } from "./part"

/** `bench/results/stock.json` */
export interface StockResult {
  readonly bench: "stock"
  readonly peers: Readonly<Record<"vanilla" | "one statement", string>>
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly options: StockOptions
  readonly parts: Readonly<Partial<Record<StockPart, PartResult>>>
}

import type { Machine } from "../harness/machine"
import type { PromotionOptions, PromotionPart } from "./options"
import type { PartResult } from "./part"

/** `bench/results/promotions.json` */
export interface PromotionResult {
  readonly bench: "promotions"
  readonly peers: Readonly<Record<"vanilla" | "json-rules-engine" | "naive scan", string>>
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly options: PromotionOptions
  readonly parts: Readonly<Partial<Record<PromotionPart, PartResult>>>
}

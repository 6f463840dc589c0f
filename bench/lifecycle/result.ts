import type { Machine } from "../harness/machine"
import type { LifecycleOptions, LifecyclePart } from "./options"
import type { PartResult } from "./part"

/** `bench/results/lifecycle.json` */
export interface LifecycleResult {
  readonly bench: "lifecycle"
  readonly peer: string
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly options: LifecycleOptions
  readonly parts: Readonly<Partial<Record<LifecyclePart, PartResult>>>
}

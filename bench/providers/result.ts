import type { Machine } from "../harness/machine"
import type { PartResult } from "../stock/part"
import type { ProvidersOptions } from "./options"

/** `bench/results/providers.json` */
export interface ProvidersResult {
  readonly bench: "providers"
  readonly peer: string
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly options: ProvidersOptions
  readonly parts: Readonly<Record<string, PartResult>>
}

import type { Machine } from "../harness/machine"
import type { InboxBenchOptions, InboxPart } from "./options"
import type { PartResult } from "./part"

/** `bench/results/inbox.json` */
export interface InboxResult {
  readonly bench: "inbox"
  readonly peer: string
  readonly measuredAt: string
  /** `+changes` when the clone differed from it. */
  readonly commit: string | undefined
  readonly machine: Machine
  readonly options: InboxBenchOptions
  readonly parts: Readonly<Partial<Record<InboxPart, PartResult>>>
}

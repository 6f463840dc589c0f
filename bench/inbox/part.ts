import type { PartResult } from "../stock/part"
import type { StockServer } from "../stock/stock-server"
import type { InboxBenchOptions } from "./options"
import type { Worker } from "./worker-process"

export type { PartResult } from "../stock/part"

export interface PartContext {
  readonly options: InboxBenchOptions
  readonly server: StockServer
  readonly database: string
  readonly worker: Worker
  /** For `readCpu`: the bench's own processes are its children. */
  readonly groups: Readonly<Record<"bench" | "postgres", number>>
  readonly say: (line: string) => void
}

export type Measure = (context: PartContext) => Promise<PartResult>

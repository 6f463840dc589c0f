import type { StockServer } from "../stock/stock-server"
import type { PartResult } from "../stock/part"
import type { Floor } from "./floor"
import type { LifecycleOptions } from "./options"
import type { Worker } from "./worker-process"

export type { PartResult } from "../stock/part"

export interface PartContext {
  readonly options: LifecycleOptions
  readonly server: StockServer
  readonly database: string
  readonly worker: Worker
  /** A further process on an empty database, where it makes its tables. */
  readonly another: (database: string) => Worker
  readonly floor: Floor
  /** For `readCpu`: the bench's own processes are its children. */
  readonly groups: Readonly<Record<"bench" | "postgres", number>>
  readonly filled: { readonly seconds: number; readonly transitions: number }
  readonly say: (line: string) => void
}

export type Measure = (context: PartContext) => Promise<PartResult>

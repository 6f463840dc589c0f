import type { Shutdown } from "../launcher/shutdown"
import type { Progress } from "./harness/progress"

/** What a bench is given to work with. */
export interface BenchContext {
  /** The clone. */
  readonly root: string
  /** What follows the bench's name on the command line. */
  readonly args: readonly string[]
  readonly progress: Progress
  /** Whatever the bench starts is added here, so that Ctrl-C ends it too. */
  readonly shutdown: Shutdown
}

/** One bench; `bench/main.ts` lists them all. */
export interface Bench {
  /** The word on the command line, and the name of its files under `bench/results/`. */
  readonly name: string
  /** One line for the list of benches. */
  readonly summary: string
  /** Its options, one a line, with their defaults. */
  readonly usage: string
  readonly run: (context: BenchContext) => Promise<void>
}

import { LaunchFailure } from "./launch-failure"

interface Closer {
  readonly what: string
  readonly close: () => Promise<void> | void
}

/**
 * Ends everything that was started, last started first, once, whoever asks: Ctrl-C, SIGTERM, a failed phase, or a part
 * that ended by itself.
 */
export class Shutdown {
  private readonly closers: Closer[] = []
  private running: Promise<never> | undefined

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (!this.running) process.stdout.write(`\nStopping …\n`)
        void this.run(0)
      })
    }
  }

  add(what: string, close: () => Promise<void> | void): void {
    this.closers.push({ what, close })
  }

  /** The shop cannot go on without this part: when it ends, all the rest does, with exit code 1. */
  endWhen<T>(ended: Promise<T>, why: (how: T) => string): void {
    void ended.then((how) => {
      if (!this.running) void this.run(1, new Error(why(how)))
    })
  }

  run(exitCode: number, reason?: unknown): Promise<never> {
    this.running ??= this.close(exitCode, reason)
    return this.running
  }

  private async close(exitCode: number, reason: unknown): Promise<never> {
    if (reason !== undefined) console.error(`\n${explain(reason)}\n`)
    for (const { what, close } of this.closers.reverse()) {
      try {
        await close()
      } catch (error) {
        console.error(`The ${what} did not stop cleanly: ${explain(error)}`)
      }
    }
    if (exitCode === 0) console.log("Stopped.")
    process.exit(exitCode)
  }
}

/** An expected failure is told in its own words; anything else is a fault of ours and shows where it happened. */
function explain(reason: unknown): string {
  if (reason instanceof LaunchFailure) return reason.message
  if (!(reason instanceof Error)) return String(reason)
  return reason.constructor === Error ? reason.message : (reason.stack ?? reason.message)
}

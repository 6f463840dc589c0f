import { AsyncLocalStorage } from "node:async_hooks"

/** Keys that one call of `execute` holds, and all who work under them. */
export interface Holding {
  readonly keys: readonly string[]
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal
  /** The job, and jobs within it that asked for the same keys. At 0 the keys are let go of, and cover nobody any more. */
  users: number
}

/** What the chain of calls that leads here holds already: work inside a lock may ask for the lock again. */
export class HeldKeys {
  private readonly chain = new AsyncLocalStorage<readonly Holding[]>()

  /** The holdings that cover some of the keys, and the keys that none covers. */
  split(keys: readonly string[]): { covering: readonly Holding[]; missing: readonly string[] } {
    const live = (this.chain.getStore() ?? []).filter(({ users }) => users > 0)
    const covering = live.filter((holding) => holding.keys.some((key) => keys.includes(key)))
    return { covering, missing: keys.filter((key) => !covering.some((holding) => holding.keys.includes(key))) }
  }

  within<T>(holdings: readonly Holding[], job: () => Promise<T>): Promise<T> {
    return this.chain.run([...(this.chain.getStore() ?? []), ...holdings], job)
  }
}

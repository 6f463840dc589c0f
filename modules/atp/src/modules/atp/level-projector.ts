import type { SqlTx } from "@holdfast/kernel"
import { levelId, type LevelKey } from "./domain/stock-level"
import { projectLevels } from "./store/project-levels"

/** Shown figures may be 5 s old; this leaves the database four of them. */
const AFTER_MS = 1_000

/**
 * Shows levels where the host reads them, soon after their holds changed and once for all that changed meanwhile.
 * What it cannot do now stays marked in the database, and the next round of the housekeeping job does it.
 */
export class LevelProjector {
  private readonly waiting = new Map<string, LevelKey>()
  private timer: NodeJS.Timeout | undefined
  private running: Promise<unknown> = Promise.resolve()

  constructor(private readonly sql: SqlTx) {}

  note(keys: readonly LevelKey[]): void {
    for (const key of keys) this.waiting.set(levelId(key), key)
    this.timer ??= setTimeout(() => void this.flush(), AFTER_MS).unref()
  }

  /** Does what is waiting, and waits until it is done. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const keys = [...this.waiting.values()]
    this.waiting.clear()
    if (keys.length > 0) this.running = this.running.then(() => projectLevels(this.sql, keys)).catch(() => undefined)
    await this.running
  }
}

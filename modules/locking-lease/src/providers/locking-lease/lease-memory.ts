import type { Kept, LeaseKeeper } from "./lease-keeper"
import type { Lease } from "./store/take-leases"

const MOST = 10_000

/**
 * What this process took by `acquire`.
 *
 * The host's workflow steps take and release without a name. The number tells whether what a step releases is what it
 * took, or what a caller in another process took over after its end.
 */
export class LeaseMemory {
  private readonly unnamed = new Map<string, string>()
  private readonly endless = new Map<string, Kept>()

  constructor(private readonly keeper: LeaseKeeper) {}

  /** @param keepSeconds the length of leases that are renewed until their release; null for those that end by themselves */
  remember(leases: readonly Lease[], ownerId: string | null, keepSeconds: number | null, takenAt: number): void {
    this.forget(leases.map(({ key }) => key))
    for (const { key, fence } of leases) {
      if (ownerId === null) this.unnamed.set(key, fence)
      if (keepSeconds === null) continue
      // Released elsewhere, which is how such a lock usually ends.
      const kept: Kept = { key, fence, seconds: keepSeconds, lost: () => this.endless.delete(key) }
      this.endless.set(key, kept)
      this.keeper.keep(kept, takenAt)
    }
    // A step that never released, of a workflow that was never finished: then the number is not asked for either.
    for (const key of this.unnamed.keys()) {
      if (this.unnamed.size <= MOST) break
      this.unnamed.delete(key)
    }
  }

  /** The number under which this process took the key without a name; null if it did not. */
  fenceOf(key: string): string | null {
    return this.unnamed.get(key) ?? null
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) {
      this.unnamed.delete(key)
      const kept = this.endless.get(key)
      if (kept) this.keeper.forget(kept)
      this.endless.delete(key)
    }
  }
}

import { randomUUID } from "node:crypto"
import { hostname } from "node:os"
import { performance } from "node:perf_hooks"
import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import type { ILockingProvider, Logger } from "@medusajs/framework/types"
import { lockKeys } from "./domain/lock-keys"
import { LONGEST_PAUSE_MS } from "./domain/poll-pause"
import { HeldKeys, type Holding } from "./held-keys"
import { KeyQueue, type Place } from "./key-queue"
import { LeaseKeeper, type Kept } from "./lease-keeper"
import { LeaseMemory } from "./lease-memory"
import { LeaseWait, type Taken } from "./lease-wait"
import { lockHeld, lockLost, refusalError } from "./lock-error"
import { parseOptions, type LeaseOptions } from "./options"
import { findHolders } from "./store/find-holders"
import { releaseAllLeases } from "./store/release-all-leases"
import { releaseLeases } from "./store/release-leases"
import { sweepLeases } from "./store/sweep-leases"
import { takeLeases, type LeaseWish } from "./store/take-leases"

interface Cradle {
  readonly __pg_connection__: { readonly client: { readonly connectionSettings: ConnectionSettings } }
  readonly logger: Pick<Logger, "warn">
  readonly leaseOptions: LeaseOptions
}

type Keys = string | string[]
type ExecuteArgs = Parameters<ILockingProvider["execute"]>[2]
type AcquireArgs = Parameters<ILockingProvider["acquire"]>[1] & {
  /** Wait in line instead of refusing at once; the host's other providers know it too. */
  awaitQueue?: boolean
  /** How long, in seconds. */
  timeout?: number
}

const SWEEP_EVERY_MS = 30_000

/** After so long one process lets another one that waits have its turn. */
const LONGEST_RUN_MS = 100

/** The host's locks as leases in Postgres. Nobody holds a connection while it waits or works. */
export class LeaseLockingProvider implements ILockingProvider {
  static readonly identifier = "locking-lease"

  /** The host calls this at boot: a wrong option stops the server. */
  static validateOptions(options: unknown): void {
    parseOptions(options)
  }

  private readonly options: LeaseOptions
  private readonly logger: Pick<Logger, "warn">
  private readonly pool: StatementPool
  private readonly queue = new KeyQueue()
  private readonly held = new HeldKeys()
  private readonly keeper: LeaseKeeper
  private readonly wait: LeaseWait
  private readonly memory: LeaseMemory
  private readonly takenBy = `${hostname()}/${process.pid}`
  private sweptAt = performance.now()

  constructor({ __pg_connection__: connection, logger, leaseOptions }: Cradle) {
    this.options = leaseOptions
    this.logger = logger
    this.pool = new StatementPool(connection.client.connectionSettings, leaseOptions.connections, "locking_lease")
    this.keeper = new LeaseKeeper(this.pool, logger)
    this.wait = new LeaseWait(this.pool, this.queue)
    this.memory = new LeaseMemory(this.keeper)
  }

  /**
   * Runs the job while its keys are held, under an owner of its own. Keys that the calling chain holds already are not
   * asked for again.
   *
   * @throws MedusaError `lock_timeout`; `lock_lost` when the job ran without the lock for a while, whatever it answered
   */
  async execute<T>(asked: Keys, job: (signal?: AbortSignal) => Promise<T>, args?: ExecuteArgs): Promise<T> {
    const { covering, missing } = this.held.split(keysOf(asked))
    covering.forEach((holding) => holding.users++)
    const using: HeldLock[] = covering.map((holding) => holding as HeldLock)
    try {
      if (missing.length > 0) using.push(await this.hold(missing, args))
      const signal = AbortSignal.any(using.map((lock) => lock.signal))
      const answer = await this.held.within(using, () => job(signal))
      await this.finish(using.splice(0))
      signal.throwIfAborted()
      return answer
    } finally {
      await this.finish(using)
    }
  }

  /** Takes all the keys or none, at once unless told to wait. The owner of a key may take it again, and sets its end anew. */
  async acquire(asked: Keys, args?: AcquireArgs): Promise<void> {
    const ownerId = args?.ownerId ?? null
    const all = keysOf(asked)
    const keys = ownerId === null ? this.held.split(all).missing : all
    if (keys.length === 0) return
    const seconds = atLeastOne(args?.expire, this.options.leaseSeconds)
    const wish = { keys, ownerId, seconds, takenBy: this.takenBy }
    const { leases, takenAt } = args?.awaitQueue ? await this.waitFor(wish, args.timeout) : await this.takeNow(wish)
    // Without an end of its own it lasts until it is released, or as long as this process.
    this.memory.remember(leases, ownerId, args?.expire ? null : seconds, takenAt)
  }

  /** Lets go of the owner's keys. Answers whether all of them were the owner's until now. */
  async release(asked: Keys, args?: { ownerId?: string | null }): Promise<boolean> {
    const ownerId = args?.ownerId ?? null
    const all = keysOf(asked)
    const keys = ownerId === null ? this.held.split(all).missing : all
    if (keys.length === 0) return true
    const leases = keys.map((key) => ({ key, fence: ownerId === null ? this.memory.fenceOf(key) : null }))
    const released = await releaseLeases(this.pool, { ownerId, leases })
    this.memory.forget(ownerId === null ? keys : released.map(({ key }) => key))
    this.sweepNowAndThen()
    return released.length === keys.length && released.every(({ live }) => live)
  }

  /** Lets go of what the owner holds, or of everything: then running jobs lose their locks and are told so. */
  async releaseAll(args?: { ownerId?: string | null }): Promise<void> {
    await releaseAllLeases(this.pool, args?.ownerId ?? null)
  }

  /** Nothing is renewed any more, and the connections are closed; what is held ends by itself. */
  async close(): Promise<void> {
    this.keeper.stop()
    await this.pool.end()
  }

  private async takeNow(wish: LeaseWish): Promise<Taken> {
    const takenAt = performance.now()
    const leases = await takeLeases(this.pool, wish)
    if (!leases) throw lockHeld(wish.keys, await findHolders(this.pool, wish.keys))
    return { leases, takenAt }
  }

  private async waitFor(wish: LeaseWish, timeout: number | undefined): Promise<Taken> {
    const { place, ...taken } = await this.wait.take(wish, atLeastOne(timeout, this.options.waitSeconds))
    place.leave()
    return taken
  }

  private async hold(keys: readonly string[], args: ExecuteArgs): Promise<HeldLock> {
    const ownerId = `execute:${randomUUID()}`
    const seconds = atLeastOne(args?.expire, this.options.leaseSeconds)
    const waitSeconds = atLeastOne(args?.timeout, this.options.waitSeconds)
    const wish = { keys, ownerId, seconds, takenBy: this.takenBy }
    const { leases, takenAt, place } = await this.wait.take(wish, waitSeconds)
    const loss = new AbortController()
    const lost = (why: string) => {
      if (!loss.signal.aborted) loss.abort(lockLost(keys, why))
    }
    const kept = leases.map((lease) => ({ ...lease, seconds, lost }))
    kept.forEach((lease) => this.keeper.keep(lease, takenAt))
    return { keys, signal: loss.signal, users: 1, ownerId, kept, lost, place }
  }

  /** The last to work under a lock lets go of it. */
  private async finish(using: readonly HeldLock[]): Promise<void> {
    for (const lock of using) if (--lock.users === 0) await this.letGo(lock)
  }

  private async letGo({ ownerId, kept, lost, place }: HeldLock): Promise<void> {
    kept.forEach((lease) => this.keeper.forget(lease))
    try {
      const released = await releaseLeases(this.pool, { ownerId, leases: kept })
      if (released.length < kept.length) lost("it had ended before the job did")
      if (released.some(({ wanted }) => wanted)) place.want()
      if (place.wantedMs() > LONGEST_RUN_MS) {
        // The other process looks again before this pause is over.
        setTimeout(() => {
          place.restart()
          place.leave()
        }, LONGEST_PAUSE_MS + 10)
        return
      }
    } catch (error) {
      // What the job did stands. Its keys are free when the lease ends.
      const why = error instanceof Error ? error.message : String(error)
      this.logger.warn(`The lock on ${kept.map(({ key }) => key).join(", ")} could not be released: ${why}`)
    }
    place.leave()
    this.sweepNowAndThen()
  }

  private sweepNowAndThen(): void {
    if (performance.now() < this.sweptAt + SWEEP_EVERY_MS) return
    this.sweptAt = performance.now()
    // It can be done at any other time, by anybody.
    sweepLeases(this.pool).catch(() => undefined)
  }
}

interface HeldLock extends Holding {
  readonly ownerId: string
  readonly kept: readonly Kept[]
  readonly lost: (why: string) => void
  readonly place: Place
}

/** The host's own reading of a number of seconds: at least 1. */
const atLeastOne = (seconds: number | undefined, otherwise: number) =>
  Math.max(seconds === undefined || Number.isNaN(seconds) ? otherwise : seconds, 1)

function keysOf(asked: Keys): readonly string[] {
  const keys = lockKeys(asked)
  if (!keys.ok) throw refusalError(keys)
  return keys.value
}

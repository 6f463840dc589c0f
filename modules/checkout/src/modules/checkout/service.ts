import { randomBytes } from "node:crypto"
import { hostname } from "node:os"
import type { Logger, ModuleJoinerConfig } from "@medusajs/framework/types"
import { defineJoinerConfig } from "@medusajs/framework/utils"
import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import { idFactory, type SqlTx } from "@holdfast/kernel"
import { amountsOf, cartTotal } from "./cart-total"
import { CHECKOUT_MODULE } from "./checkout-module"
import type { CartRead } from "./domain/cart-read"
import type { AttemptRefusal, AttemptStep } from "./domain/attempt"
import { inversesOf } from "./domain/inverses"
import { hookHandlers, idleHandlersLine } from "./hook-handlers"
import { lineIds } from "./domain/line-ids"
import { orderAnswer } from "./order-answer"
import { IdempotencyDesk, type IdempotencyOptions } from "./idempotency/idempotency-desk"
import { ReconciliationDesk, type ReconciliationOptions } from "./reconciliation/reconciliation-desk"
import { advanceAttempt, type Advance } from "./store/advance-attempt"
import { beginAttempt, watchAttempt, type Beginning, type WatchedAttempt } from "./store/begin-attempt"
import { endAttempt, finishAttempt, recordOrder } from "./store/end-attempt"
import { journalUses } from "./store/journal-uses"
import { listAttempts, retrieveAttempt, type AttemptFilter } from "./store/list-attempts"
import { oneOrderPerCart } from "./store/one-order-per-cart"
import { openAttemptsOf, type AttemptInTheWay, type CartNamed } from "./store/open-attempts"
import { readCart } from "./store/read-cart"
import { readOrder } from "./store/read-order"
import {
  lapsedAttempts,
  postponeAttempt,
  renewAttempt,
  standingOf,
  takeAttempt,
  unfinishedAttempts,
  type Standing,
  type TakenAttempt,
} from "./store/take-attempt"
import { writeOrder, type OrderToWrite } from "./store/write-order"

export type { CartNamed, TakenAttempt }

/** Options of the module in medusa-config. */
export interface CheckoutOptions {
  /**
   * Who makes an order of a cart: this module, or the host's workflow `complete-cart`, for shops whose plugins hang on its
   * hooks. The guards are the same. Default `holdfast`.
   */
  readonly pipeline?: "holdfast" | "core"
  /** For how long a caller waits for somebody else's completion of the same cart. Default 30. */
  readonly waitSeconds?: number
  /** After how long without a sign of life an attempt is finished or undone by somebody else. Default 60. */
  readonly leaseSeconds?: number
  /** Connections of its own. Default 6. */
  readonly connections?: number
  /** How answers are kept under their Idempotency-Key. */
  readonly idempotency?: IdempotencyOptions
  /** What may be mended by itself, and what needs a second admin. */
  readonly reconciliation?: ReconciliationOptions
}

const PIPELINES: readonly string[] = ["holdfast", "core"]

interface Dependencies {
  readonly logger: Pick<Logger, "warn">
  readonly __pg_connection__: { readonly client: { readonly connectionSettings: ConnectionSettings } }
}

const sources = { now: Date.now, randomBytes }
const newOrderId = idFactory("order", sources)
const newAttemptId = idFactory("attempt", sources)

/** An attempt that this process works on. */
export interface OwnAttempt {
  readonly id: string
  readonly cartId: string
  readonly orderId: string
  readonly owner: string
}

/** The journal of completions, and the one statement that writes an order. */
export class CheckoutModuleService {
  readonly pipeline: "holdfast" | "core"
  readonly waitSeconds: number
  readonly leaseSeconds: number
  /** Answers by the key that they were asked for with. */
  readonly idempotency: IdempotencyDesk
  /** What does not agree, and who may have it mended. */
  readonly reconciliation: ReconciliationDesk
  private readonly pool: StatementPool
  private readonly owner = `${hostname()}:${process.pid}:${randomBytes(4).toString("hex")}`
  private opened: Promise<void> | null = null
  private readonly logger: Pick<Logger, "warn">
  private readonly pipelineWasChosen: boolean

  constructor({ __pg_connection__: connection, logger }: Dependencies, options: CheckoutOptions = {}) {
    this.logger = logger
    this.pipeline = options.pipeline ?? "holdfast"
    this.pipelineWasChosen = options.pipeline !== undefined
    if (!PIPELINES.includes(this.pipeline)) {
      throw new Error(
        `The option pipeline of @holdfast/checkout is "${this.pipeline}". Set it to "holdfast" or "core" in medusa-config.ts, or leave it out.`,
      )
    }
    this.waitSeconds = options.waitSeconds ?? 30
    this.leaseSeconds = options.leaseSeconds ?? 60
    this.pool = new StatementPool(connection.client.connectionSettings, options.connections ?? 6, "checkout")
    this.idempotency = new IdempotencyDesk(this.pool, options.idempotency ?? {})
    this.reconciliation = new ReconciliationDesk(this.pool, options.reconciliation ?? {})
  }

  readonly __hooks = {
    onApplicationStart: () => {
      this.tellOfIdleHandlers()
      return this.open()
    },
    onApplicationShutdown: async () => {
      this.idempotency.close()
      await this.pool.end()
    },
  }

  /** Nothing here is for the host's queries: the tables have no models. */
  __joinerConfig(): ModuleJoinerConfig {
    return defineJoinerConfig(CHECKOUT_MODULE, { models: [] })
  }

  /** Makes one order of one cart a unique key. Refuses the start of a shop that has carts with several. */
  async open(): Promise<void> {
    this.opened ??= oneOrderPerCart(this.pool)
    await this.opened
  }

  /**
   * Handlers on the host's completion do nothing in this pipeline: a gift card that one of them debits would pay for ever.
   * So a shop that has some says which pipeline it wants, or does not start.
   */
  private tellOfIdleHandlers(): void {
    const line = this.pipeline === "holdfast" ? idleHandlersLine(hookHandlers()) : null
    if (line === null) return
    if (!this.pipelineWasChosen) throw new Error(line)
    this.logger.warn(line)
  }

  /** Begins an attempt for a cart, or says why it does not: an order that is there, or somebody who is at it. */
  async begin(asked: {
    readonly cartId: string
    readonly idempotencyKey: string | null
    readonly actor: object | null
  }): Promise<{ readonly attempt: OwnAttempt; readonly found: Beginning }> {
    const attempt = { id: newAttemptId(), cartId: asked.cartId, orderId: newOrderId(), owner: this.owner }
    const found = await beginAttempt(this.pool, { ...attempt, ...asked, leaseSeconds: this.leaseSeconds })
    return { attempt, found }
  }

  /** How an attempt fares that somebody else works on. */
  watch(attemptId: string): Promise<WatchedAttempt | null> {
    return watchAttempt(this.pool, attemptId)
  }

  /** Takes over an attempt that nobody works on any more. */
  async take(attemptId: string): Promise<{ readonly attempt: OwnAttempt; readonly row: TakenAttempt } | null> {
    const row = await takeAttempt(this.pool, attemptId, this.owner, this.leaseSeconds)
    return row && { row, attempt: { id: row.id, cartId: row.cart_id, orderId: row.order_id, owner: this.owner } }
  }

  /** Journals what was done and what comes next. False: the attempt is somebody else's by now, or the order is there. */
  advance(attempt: OwnAttempt, to: Omit<Advance, "attemptId" | "owner" | "leaseSeconds">): Promise<boolean> {
    return advanceAttempt(this.pool, {
      ...to,
      attemptId: attempt.id,
      owner: attempt.owner,
      leaseSeconds: this.leaseSeconds,
    })
  }

  /** Writes that promotion uses are counted, in the transaction that counts them. */
  journalUses(tx: SqlTx, attempt: OwnAttempt, registered: boolean): Promise<void> {
    return journalUses(tx, attempt, registered)
  }

  /** Writes the order with everything that belongs to it, and ends the attempt: all of it or none. */
  place(attempt: OwnAttempt, order: Omit<OrderToWrite, "attemptId" | "owner">) {
    return writeOrder(this.pool, { ...order, attemptId: attempt.id, owner: attempt.owner })
  }

  /** The attempt came to nothing, and its caller is told why. */
  end(
    attempt: OwnAttempt,
    to: {
      readonly state: "refused" | "undone"
      readonly steps: readonly AttemptStep[]
      readonly refusal: AttemptRefusal
    },
  ): Promise<boolean> {
    return endAttempt(this.pool, { ...to, attemptId: attempt.id, owner: attempt.owner })
  }

  /** The attempt ended as an order that somebody else wrote: the host's own workflow. */
  async recordOrder(attempt: OwnAttempt, orderId: string, steps: readonly AttemptStep[]): Promise<void> {
    await recordOrder(this.pool, { attemptId: attempt.id, owner: attempt.owner, orderId, steps })
  }

  async finish(attemptId: string, steps: readonly AttemptStep[]): Promise<void> {
    await finishAttempt(this.pool, attemptId, steps)
  }

  /** Leaves an attempt to be looked at again later. */
  async postpone(attempt: OwnAttempt, to: Parameters<typeof postponeAttempt>[3]): Promise<void> {
    await postponeAttempt(this.pool, attempt.id, attempt.owner, to)
  }

  async renew(attempt: OwnAttempt): Promise<void> {
    await renewAttempt(this.pool, attempt.id, attempt.owner, this.leaseSeconds)
  }

  /** Whether an attempt is still this process's, and whether its cart has an order. */
  standing(attempt: OwnAttempt): Promise<Standing> {
    return standingOf(this.pool, attempt.id, attempt.owner)
  }

  lapsed(limit = 50): Promise<readonly { readonly id: string }[]> {
    return lapsedAttempts(this.pool, limit)
  }

  unfinished(limit = 50) {
    return unfinishedAttempts(this.pool, limit)
  }

  /** Attempts for what is about to be changed that have not ended, or made an order of it within `sinceMs`. */
  inTheWayOf(named: CartNamed, sinceMs = 0): Promise<readonly AttemptInTheWay[]> {
    return openAttemptsOf(this.pool, named, sinceMs)
  }

  /** Attempts as they are shown, the newest first. */
  listAttempts(filter: AttemptFilter) {
    return listAttempts(this.pool, filter)
  }

  /** One attempt, with how each act is taken back and what that would do now; null when there is none. */
  async retrieveAttempt(id: string) {
    const attempt = await retrieveAttempt(this.pool, id)
    return attempt && { ...attempt, inverses: inversesOf(attempt) }
  }

  /** An order as it is now, with these columns and what belongs to it, as the host answers it; null when there is none. */
  async orderAnswer(orderId: string, columns: readonly string[]): Promise<object | null> {
    const read = await readOrder(this.pool, orderId)
    return read && orderAnswer(read, columns)
  }

  /** What a cart comes to. Decimal text in major units. */
  total(cart: CartRead) {
    return cartTotal(cart)
  }

  /** Whether a cart, its payment collection and its session are about one amount, in minor units. */
  amounts(...asked: Parameters<typeof amountsOf>) {
    return amountsOf(...asked)
  }

  /** What the lines of an order are called, before they are written. */
  lineIds(orderId: string, count: number): readonly string[] {
    return lineIds(orderId, count)
  }

  /** A cart as a completion would find it now; null when there is none. */
  cart(cartId: string): Promise<CartRead | null> {
    return readCart(this.pool, cartId)
  }
}

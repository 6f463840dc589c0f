import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import { expectDone, knexSqlTx, type Outcome } from "@holdfast/kernel"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger, ModuleJoinerConfig } from "@medusajs/framework/types"
import { defineJoinerConfig } from "@medusajs/framework/utils"
import type { ClaimedEvent } from "./domain/claimed-event"
import type { InboxHealth } from "./domain/inbox-health"
import type { InboxMessage } from "./domain/inbox-message"
import { parseInboxOptions } from "./domain/inbox-options"
import type { InboxFilter, InboxPage, ShownMessage } from "./domain/inbox-page"
import type { OutboxHealth } from "./domain/outbox-health"
import { parseOutboxOptions, type OutboxOptions } from "./domain/outbox-options"
import { retryDelaySeconds } from "./domain/retry-delay"
import { handOver, type EventBus, type HandedOver } from "./hand-over"
import { InboxDesk, type InboxMessageBusy, type InboxMessageDone, type InboxMessageUnknown } from "./inbox-desk"
import { InboxDoor, type Received } from "./inbox-door"
import { InboxProcessor, type InboxHandler, type InboxPass } from "./inbox-processor"
import { MESSAGE_LOG_MODULE } from "./message-log-module"
import { orThrow } from "./or-throw"
import { beginClaim } from "./store/begin-claim"
import { claimEvents } from "./store/claim-events"
import { deletePublished } from "./store/delete-published"
import { giveBack } from "./store/give-back"
import { listMessages } from "./store/list-messages"
import { listSources } from "./store/list-sources"
import { markPublished } from "./store/mark-published"
import { publishAgain } from "./store/publish-again"
import { readHealth } from "./store/read-health"
import { readInboxHealth } from "./store/read-inbox-health"
import { recordRefusals } from "./store/record-refusals"

/** What the host's container gives to the module. */
export type MessageLogDependencies = {
  readonly __pg_connection__: Knex
  readonly event_bus: EventBus
  readonly logger: Logger
}

/** What is used of Knex's client, which is typed as anything. */
interface Connected {
  readonly connectionSettings: ConnectionSettings
}

/** What one run of the publisher did. */
export type OutboxPass = {
  readonly published: number
  readonly refused: number
  /** Published long ago, and now deleted. */
  readonly deleted: number
}

// With the pauses between them, the tenth attempt comes five minutes after the first.
const SET_ASIDE_AFTER_ATTEMPTS = 10

// A run ends some time even when events arrive as fast as they leave, so that the host sees its job finish.
const BATCHES_IN_A_PASS = 100

export class MessageLogModuleService {
  private readonly outbox: OutboxOptions
  private readonly pool: StatementPool
  private readonly door: InboxDoor
  private readonly processor: InboxProcessor
  private readonly desk: InboxDesk

  // The bus is looked up when it is used: the host may load it after this module.
  constructor(
    private readonly container: MessageLogDependencies,
    options?: unknown,
  ) {
    this.outbox = expectDone(parseOutboxOptions(options))
    const inbox = expectDone(parseInboxOptions(options))
    const { connectionSettings } = container.__pg_connection__.client as Connected
    this.pool = new StatementPool(connectionSettings, inbox.connections, "message_log")
    this.door = new InboxDoor(this.pool, inbox.maxPayloadBytes)
    this.processor = new InboxProcessor(this.pool, inbox, container.logger)
    this.desk = new InboxDesk(this.pool)
  }

  readonly __hooks = { onApplicationShutdown: () => this.pool.end() }

  /** Nothing here is for the host's queries: the tables have no models. */
  __joinerConfig(): ModuleJoinerConfig {
    return defineJoinerConfig(MESSAGE_LOG_MODULE, { models: [] })
  }

  /**
   * Hands what is due to the event bus, in order, and deletes what was published long ago. Safe to run anywhere, any
   * number of times at once. No transaction is open while the bus is spoken to: a batch is leased, handed over, and then
   * marked, so a crash in between publishes it again after the lease.
   */
  async publishOutbox(): Promise<OutboxPass> {
    const pass = { published: 0, refused: 0, deleted: await deletePublished(this.sql, this.outbox.retentionDays) }
    let complaint: string | undefined
    for (let batches = 0; batches < BATCHES_IN_A_PASS; batches++) {
      const leasedAt = performance.now()
      const batch = await this.claim()
      if (batch.length === 0) break

      const leaseEnds = leasedAt + this.outbox.leaseSeconds * 1000
      const answerMs = this.outbox.answerSeconds * 1000
      const handed = await handOver(this.container.event_bus, batch, answerMs, () => leaseEnds - performance.now())
      await this.settle(handed)

      pass.published += handed.published.length
      pass.refused += handed.refused.length
      complaint ??= complaintAbout(handed, this.outbox.answerSeconds)
      // A bus that takes nothing now is asked again at the next run, not once for each event that waits.
      if (handed.published.length === 0) break
    }
    if (complaint) this.container.logger.warn(complaint)
    return pass
  }

  /** How many events wait, and for how long the oldest. One statement. */
  async outboxHealth(): Promise<OutboxHealth> {
    return readHealth(this.sql, {
      afterAttempts: SET_ASIDE_AFTER_ATTEMPTS,
      afterSeconds: this.outbox.holdBackSeconds,
    })
  }

  /**
   * Publishes once more what was published since then, as far as it is kept: for after a loss of Redis, where messages
   * that no subscriber had yet received were lost with it. Consumers drop what they have seen by its `outbox_id`.
   *
   * @returns how many events that are
   */
  async publishAgain(since: Date): Promise<number> {
    return publishAgain(this.sql, since)
  }

  /**
   * Keeps what somebody sent, once for each of the sender's ids. When it answers, all of it is on disk. Calls made at the
   * same time share a commit.
   *
   * @param source who sent it, such as `pp_stripe_stripe`
   * @returns how many are new, and how many were here already
   * @throws MedusaError INVALID_DATA, and nothing is kept: `inbox_source_invalid`, `inbox_messages_too_many`,
   * `inbox_message_malformed`, `inbox_time_invalid`, `inbox_payload_invalid`, `inbox_payload_too_large`. Thrown and not
   * returned, so that a route that looks at nothing does not acknowledge what was not kept.
   */
  async receive(source: string, messages: readonly InboxMessage[]): Promise<Received> {
    return orThrow(await this.door.receive(source, messages))
  }

  /**
   * Hands what is due to the handler and keeps its verdicts: in the order of each key, one of a key at a time, over any
   * number of processes. Safe to call anywhere and at any time; a call made while this process is at it joins in.
   *
   * @param source only of sources that begin like this; null takes all
   * @param handle may be asked about one message again. What it throws is a failure.
   */
  processInbox(source: string | null, handle: InboxHandler): Promise<InboxPass> {
    return this.processor.run(source, handle)
  }

  /** A part of the messages, the newest first. */
  inbox(filter: InboxFilter): Promise<InboxPage> {
    return listMessages(this.pool, filter)
  }

  /** Whoever has ever sent something that is kept. */
  inboxSources(): Promise<readonly string[]> {
    return listSources(this.pool)
  }

  /** One message with its payload, its attempts, and what it stands behind. */
  inboxMessage(inboxId: string): Promise<Outcome<ShownMessage, InboxMessageUnknown>> {
    return this.desk.message(inboxId)
  }

  /** Makes a message due again as if it had just come: a parked one, but also one that was done. */
  replayMessage(inboxId: string): Promise<Outcome<ShownMessage, InboxMessageUnknown | InboxMessageBusy>> {
    return this.desk.replay(inboxId)
  }

  /** Sets a message aside until somebody replays it. Later ones of its key no longer wait for it. */
  parkMessage(
    inboxId: string,
  ): Promise<Outcome<ShownMessage, InboxMessageUnknown | InboxMessageBusy | InboxMessageDone>> {
    return this.desk.park(inboxId)
  }

  /** How many messages stand where, and for how long the oldest is overdue. One statement. */
  inboxHealth(): Promise<InboxHealth> {
    return readInboxHealth(this.pool)
  }

  private get sql() {
    return knexSqlTx(this.container.__pg_connection__)
  }

  private async claim(): Promise<readonly ClaimedEvent[]> {
    return this.container.__pg_connection__.transaction(async (trx) => {
      const tx = knexSqlTx(trx)
      // Another publisher is claiming at this moment, and takes what is due.
      if (!(await beginClaim(tx))) return []
      return claimEvents(tx, {
        batchSize: this.outbox.batchSize,
        leaseSeconds: this.outbox.leaseSeconds,
        setAsideAfterAttempts: SET_ASIDE_AFTER_ATTEMPTS,
        setAsideAfterSeconds: this.outbox.holdBackSeconds,
      })
    })
  }

  private async settle({ published, refused, givenBack }: HandedOver): Promise<void> {
    await markPublished(
      this.sql,
      published.map(({ id }) => id),
    )
    await recordRefusals(
      this.sql,
      refused.map(({ event: { id, attempts }, error }) => ({
        id,
        attempts,
        error,
        delaySeconds: retryDelaySeconds(attempts),
      })),
    )
    await giveBack(this.sql, givenBack)
  }
}

function complaintAbout({ published, refused, silent }: HandedOver, answerSeconds: number): string | undefined {
  if (silent) {
    return `The event bus gave no answer in ${answerSeconds} seconds. The events stay in message_log_outbox and are offered again by themselves; see whether Redis can be reached.`
  }
  const [first] = refused
  if (!first) return undefined
  return `The event bus refused ${refused.length} of ${refused.length + published.length} events, the first of them ${first.event.id} (${first.event.name}) with: ${first.error}. They are offered again by themselves; all of them are in message_log_outbox with their last_error.`
}

import { setTimeout as pause } from "node:timers/promises"
import type { StatementPool } from "@holdfast/host-kit"
import type { InboxState, InboxVerdict, ReceivedMessage } from "./domain/inbox-message"
import type { InboxOptions } from "./domain/inbox-options"
import { failurePauseSeconds, waitPauseSeconds } from "./domain/inbox-pause"
import { claimMessages, type ClaimedMessage } from "./store/claim-messages"
import { deleteHandled } from "./store/delete-handled"
import { GroupCommit } from "./group-commit"
import { settleMessages, type Settling } from "./store/settle-messages"

/** Decides about one message. It may be asked about the same one again, and then does what is not done yet. */
export type InboxHandler = (message: ReceivedMessage) => Promise<InboxVerdict>

/** How the messages of one pass ended. */
export type InboxPass = {
  readonly done: number
  readonly waiting: number
  readonly failed: number
  readonly parked: number
  /** No verdict could be written before the lease ended: they are handled again. */
  readonly lapsed: number
  /** Done long ago, and now deleted. */
  readonly deleted: number
}

interface RunningPass {
  /** Somebody asked meanwhile, and what came before the question is to be handled, too. */
  again: boolean
  readonly result: Promise<InboxPass>
}

type Logger = { readonly warn: (message: string) => void }

// A pass ends some time even when messages arrive as fast as they are handled, so that the host sees its job finish.
const MOST_IN_A_PASS = 10_000

/** Hands messages to handlers: several at once, but one of a key. No connection is held while a handler works. */
export class InboxProcessor {
  private readonly passes = new Map<string, RunningPass>()
  private readonly verdicts: GroupCommit<Settling, InboxState | null>

  constructor(
    private readonly pool: StatementPool,
    private readonly options: InboxOptions,
    private readonly logger: Logger,
  ) {
    this.verdicts = new GroupCommit(
      (settlings) => settleMessages(pool, settlings, options),
      () => 1 / options.concurrency,
    )
  }

  /**
   * Handles what is due until nothing is. Asked again while it is at it, this process goes on and gives both the same
   * answer, so it may be asked after every webhook.
   */
  run(source: string | null, handle: InboxHandler): Promise<InboxPass> {
    const name = source ?? ""
    const running = this.passes.get(name)
    if (running) {
      running.again = true
      return running.result
    }
    // Leaves the list in the same turn in which it stops looking: whoever asks later begins a pass of its own.
    const over = () => {
      if (this.passes.get(name) === pass) this.passes.delete(name)
    }
    const askedAgain = () => {
      if (!pass.again) over()
      const { again } = pass
      pass.again = false
      return again
    }
    const pass: RunningPass = { again: false, result: this.pass(source, handle, askedAgain).finally(over) }
    this.passes.set(name, pass)
    return pass.result
  }

  private async pass(source: string | null, handle: InboxHandler, askedAgain: () => boolean): Promise<InboxPass> {
    const { concurrency, leaseSeconds, triesUntilParked, retentionDays } = this.options
    const pass = { done: 0, waiting: 0, failed: 0, parked: 0, lapsed: 0, deleted: 0 }
    pass.deleted = await deleteHandled(this.pool, retentionDays)
    const running = new Set<Promise<void>>()
    try {
      for (let begun = 0; ;) {
        // Claimed by the half, and not one by one: a claim is a commit.
        const free = begun >= MOST_IN_A_PASS || running.size > concurrency / 2 ? 0 : concurrency - running.size
        // What ends while a claim is made may have kept others of its key from being found.
        const idle = running.size === 0
        let found = 0
        if (free > 0) {
          const leasedAt = performance.now()
          const { claimed, parked } = await this.pool.transaction((tx) =>
            claimMessages(tx, { source, most: free, leaseSeconds, triesUntilParked }),
          )
          const leaseEnds = leasedAt + leaseSeconds * 1_000
          for (const message of claimed) {
            const work: Promise<void> = this.handle(message, handle, leaseEnds)
              .then((state) => void (pass[state] += 1))
              .finally(() => running.delete(work))
            running.add(work)
          }
          pass.parked += parked
          begun += claimed.length
          found = claimed.length + parked
        }
        if (running.size > 0 && (found === 0 || running.size > concurrency / 2)) await Promise.race(running)
        else if (idle && found === 0 && (begun >= MOST_IN_A_PASS || !askedAgain())) return pass
      }
    } finally {
      await Promise.all(running)
    }
  }

  /** Never rejects: what happens to one message is no other's matter. */
  private async handle(message: ClaimedMessage, handle: InboxHandler, leaseEnds: number): Promise<keyof InboxPass> {
    const answer = await answerOf(message, handle, Math.max(0, leaseEnds - performance.now()))
    if (answer === "none") {
      this.logger.warn(
        `The handler of ${message.kind} from ${message.source} gave no verdict on ${message.id} in ${this.options.leaseSeconds} seconds. It is handled again; see what it waits for, or raise the option inbox.leaseSeconds.`,
      )
      return "lapsed"
    }
    try {
      const state = await this.verdicts.add(settlingOf(message, answer))
      return state === null || state === "pending" || state === "working" ? "lapsed" : state
    } catch (error) {
      this.logger.warn(
        `What became of message ${message.id} from ${message.source} could not be written: ${textOf(error)}. It is handled again when its lease ends.`,
      )
      return "lapsed"
    }
  }
}

function settlingOf({ inboxId, attempts, failures, waits }: ClaimedMessage, verdict: InboxVerdict): Settling {
  const settling = { inboxId, attempts, verdict: verdict.state }
  switch (verdict.state) {
    case "done":
      return { ...settling, reason: verdict.note === undefined ? null : fit(verdict.note), pauseSeconds: 0 }
    case "waits":
      return { ...settling, reason: fit(verdict.reason), pauseSeconds: waitPauseSeconds(waits + 1) }
    case "failed":
      return { ...settling, reason: fit(verdict.error), pauseSeconds: failurePauseSeconds(failures) }
  }
}

async function answerOf(
  message: ClaimedMessage,
  handle: InboxHandler,
  timeLeftMs: number,
): Promise<InboxVerdict | "none"> {
  const answered = new AbortController()
  const asked = async (): Promise<InboxVerdict> => {
    try {
      return verdictOf(await handle(message))
    } catch (error) {
      return { state: "failed", error: textOf(error) }
    } finally {
      answered.abort()
    }
  }
  const tooLate = pause(timeLeftMs, "none" as const, { signal: answered.signal }).catch(() => "none" as const)
  return Promise.race([asked(), tooLate])
}

// Handlers are other packages', and may not be checked by our compiler.
function verdictOf(said: InboxVerdict | undefined): InboxVerdict {
  if (said?.state === "done" || said?.state === "waits" || said?.state === "failed") return said
  return { state: "failed", error: `The handler answered ${JSON.stringify(said)}, which is no verdict.` }
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

// Kept in a row and shown to people, so not longer than both can bear; and only what the database can keep.
const fit = (text: unknown) =>
  String(text)
    .slice(0, 500)
    .replace(/\0|\p{Surrogate}/gu, "\ufffd")

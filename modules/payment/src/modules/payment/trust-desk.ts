import type { SqlTx } from "@holdfast/kernel"
import { captureDeadline, endsSoon } from "./domain/capture-deadline"
import { firstWarnings, reviewSteps, tellsOfRisk, type ReviewStanding, type ReviewStep } from "./domain/review-steps"
import { factsOfSessions } from "./store/facts-of-sessions"

export type { ReviewStanding, ReviewStep }

/** What a merchant should know of a payment before more is done for it. */
export interface PaymentOutlook {
  /** What the provider warned of, each warning once, the oldest first. */
  readonly warnings: readonly {
    readonly id: string
    readonly reference: string | null
    readonly reason: string | null
    readonly occurredAt: string
  }[]
  /** Until when it may be captured, as far as that is known. */
  readonly expiresAt: string | null
  /** Within 48 hours, or over already. */
  readonly expiresSoon: boolean
}

/** Reads what providers told of how far payments can be relied on. */
export class TrustDesk {
  constructor(private readonly tx: SqlTx) {}

  /**
   * What an order is to hear of its payment's review, by all that is told of the session.
   *
   * @param standing null while the order has no state yet
   */
  async reviewSteps(sessionId: string, standing: ReviewStanding | null): Promise<readonly ReviewStep[]> {
    const facts = await factsOfSessions(this.tx, [sessionId])
    return reviewSteps(facts.filter(tellsOfRisk), standing)
  }

  /** By session. @param data the payment's, or the session's before there is one */
  async outlooks(
    sessions: readonly { readonly sessionId: string; readonly data: Readonly<Record<string, unknown>> | null }[],
    now: Date,
  ): Promise<ReadonlyMap<string, PaymentOutlook>> {
    const facts = await factsOfSessions(
      this.tx,
      sessions.map(({ sessionId }) => sessionId),
    )
    return new Map(
      sessions.map(({ sessionId, data }) => {
        const told = facts.filter((fact) => fact.sessionId === sessionId)
        const expiresAt = captureDeadline(data, told)
        const warnings = firstWarnings(told.filter(({ kind }) => kind === "fraud.warned"))
        return [sessionId, { warnings, expiresAt, expiresSoon: endsSoon(expiresAt, now) }]
      }),
    )
  }
}

import type { SqlTx } from "@holdfast/kernel"
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

  /** By session. */
  async outlooks(
    sessions: readonly { readonly sessionId: string }[],
  ): Promise<ReadonlyMap<string, PaymentOutlook>> {
    const facts = await factsOfSessions(
      this.tx,
      sessions.map(({ sessionId }) => sessionId),
    )
    return new Map(
      sessions.map(({ sessionId }) => {
        const told = facts.filter((fact) => fact.sessionId === sessionId)
        const warnings = firstWarnings(told.filter(({ kind }) => kind === "fraud.warned"))
        return [sessionId, { warnings }]
      }),
    )
  }
}

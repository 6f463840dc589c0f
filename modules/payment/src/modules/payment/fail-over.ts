import { done, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { exponentFor, minorText } from "./minor-units"
import { alreadyAuthorized, outcomeUnknown } from "./refusals"
import { collectionStanding } from "./store/collection-standing"
import { sessionStanding, type SessionStanding } from "./store/session-standing"

export type FailOverRefused = Refusal<"payment_already_authorized"> | Refusal<"payment_outcome_unknown">

/**
 * Whether another provider may be tried for the same money: when of the first it is known that it failed or was voided,
 * and never while nobody knows. Some providers charge a shopper from the moment that a session is open, so opening one is
 * a try already; and a session that is forgotten could not be looked up any more.
 */
export class FailOver {
  constructor(
    private readonly sql: SqlTx,
    private readonly lookUp: (operationId: string) => Promise<unknown>,
  ) {}

  async mayOpen(collectionId: string, amount: string, currencyCode: string): Promise<Outcome<null, FailOverRefused>> {
    const asked = { collectionId, amount, exponent: exponentFor(currencyCode) }
    let standing = await collectionStanding(this.sql, asked)
    if (standing.open_ids.length > 0) {
      for (const id of standing.open_ids) await this.lookUp(id)
      standing = await collectionStanding(this.sql, asked)
    }
    if (standing.covered) return alreadyAuthorized("Another payment of this cart")
    return standing.open_ids.length > 0 ? outcomeUnknown("another payment of this cart") : done(null)
  }

  async mayClose(sessionId: string): Promise<Outcome<null, FailOverRefused>> {
    let standing = await sessionStanding(this.sql, { sessionId })
    if (standing?.authorize_id && isOpen(standing)) {
      await this.lookUp(standing.authorize_id)
      standing = await sessionStanding(this.sql, { sessionId })
    }
    if (!standing) return done(null)
    if (isOpen(standing)) return outcomeUnknown("the authorization")
    return holds(standing) ? alreadyAuthorized(`The payment of session ${sessionId}`) : done(null)
  }
}

const OPEN = new Set(["sent", "requested", "unknown"])

const isOpen = ({ payment_id: paymentId, authorize_state: state }: SessionStanding): boolean =>
  paymentId === null && state !== null && OPEN.has(state)

/** Whether a payment came of it that was neither voided nor given back. */
function holds({
  payment_id: paymentId,
  canceled,
  captured,
  refunded,
  currency_code: currency,
}: SessionStanding): boolean {
  if (paymentId === null || canceled) return false
  const taken = BigInt(minorText(captured, currency))
  return taken === 0n || taken > BigInt(minorText(refunded, currency))
}

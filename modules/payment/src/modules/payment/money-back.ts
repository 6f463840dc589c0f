import {
  canonicalHash,
  done,
  expectDone,
  providerFailureOf,
  type Outcome,
  type Refusal,
  type SqlTx,
} from "@holdfast/kernel"
import { decimalText, minorText } from "./minor-units"
import type { Mover, MovementRefused } from "./mover"
import type { OperationState } from "./domain/payment-operation"
import type { ProviderBreakers } from "./provider-breakers"
import { installedProvider, type ProviderDesk } from "./provider-desk"
import { outcomeUnknown, providerFailed } from "./refusals"
import { closeSession } from "./store/close-session"
import { sessionStanding, type SessionStanding } from "./store/session-standing"

export type MoneyBackAsked = { readonly reason: string } & (
  | { readonly paymentId: string; readonly sessionId?: undefined }
  | { readonly sessionId: string; readonly paymentId?: undefined }
)

/**
 * What was given back.
 *
 * - `nothing`: nothing was taken or held
 * - `voided`: what was held is free
 * - `refunded`: what was taken is given back
 * - `requested`: the provider took the order, and says later
 */
export interface MoneyBack {
  readonly state: "nothing" | "voided" | "refunded" | "requested"
  readonly refundedMinor: string
}

export type MoneyBackRefused = MovementRefused | Refusal<"payment_outcome_unknown">

/** The inverse of an authorization, whatever has become of it since. */
export class MoneyBackDesk {
  constructor(
    private readonly sql: SqlTx,
    private readonly providers: ProviderDesk,
    private readonly breakers: ProviderBreakers,
    private readonly mover: Mover,
    private readonly lookUp: (operationId: string) => Promise<OperationState | null>,
  ) {}

  async giveBack(asked: MoneyBackAsked): Promise<Outcome<MoneyBack, MoneyBackRefused>> {
    let standing = await sessionStanding(this.sql, asked)
    if (!standing) return done(NOTHING)
    const open = [
      ...(standing.payment_id === null && standing.authorize_id !== null && isOpen(standing.authorize_state)
        ? [standing.authorize_id]
        : []),
      ...standing.open_ids,
    ]
    for (const id of open) await this.lookUp(id)
    if (open.length > 0) standing = await sessionStanding(this.sql, asked)
    if (!standing) return done(NOTHING)
    return standing.payment_id === null
      ? this.closeUnpaid(standing, asked.reason)
      : this.undo(standing.payment_id, standing, asked.reason)
  }

  private async undo(
    paymentId: string,
    standing: SessionStanding,
    reason: string,
  ): Promise<Outcome<MoneyBack, MoneyBackRefused>> {
    const captured = BigInt(minorText(standing.captured, standing.currency_code))
    const refunded = BigInt(minorText(standing.refunded, standing.currency_code))
    if (captured === 0n) {
      if (standing.canceled) return done({ ...NOTHING, state: "voided" })
      const voided = await this.mover.move({ act: "cancel", paymentId })
      if (!voided.ok) return voided
      return done({ state: voided.value.state === "requested" ? "requested" : "voided", refundedMinor: "0" })
    }
    const left = captured - refunded
    if (left <= 0n) return done({ state: "refunded", refundedMinor: String(refunded) })
    const moved = await this.mover.move({
      act: "refund",
      paymentId,
      amount: decimalText(String(left), standing.currency_code),
      note: reason,
    })
    if (!moved.ok) return moved
    return done({
      state: moved.value.state === "requested" ? "requested" : "refunded",
      refundedMinor: String(refunded + left),
    })
  }

  /** No payment came of the session. What the shopper opened at the provider is closed, so that none can come of it later. */
  private async closeUnpaid(standing: SessionStanding, reason: string): Promise<Outcome<MoneyBack, MoneyBackRefused>> {
    const { session_id: sessionId, authorize_state: state } = standing
    if (sessionId === null) return done(NOTHING)
    if (standing.in_flight || state === "unknown" || state === "sent") return outcomeUnknown("the authorization")
    const provider = installedProvider(this.providers, standing.provider_id)
    // Nothing was ever sent to be authorized, so there is nothing to close.
    if (state !== null && provider) {
      const key = `hf_${expectDone(canonicalHash(["close", sessionId])).slice(0, 40)}`
      try {
        const input = { data: { ...standing.data }, context: { idempotency_key: key } }
        await this.breakers.call(standing.provider_id, "move", () => provider.cancelPayment(input))
      } catch (error) {
        const failure = providerFailureOf(error)
        if (failure?.kind === "indeterminate") return outcomeUnknown("the void")
        // What cannot be voided there was not authorized either, and what could not be reached is asked again.
        if (failure?.kind === "unreachable" || failure?.kind === "rate_limited" || failure?.kind === "conflict") {
          return providerFailed(failure.message)
        }
      }
    }
    await closeSession(this.sql, sessionId, reason)
    return done(NOTHING)
  }
}

const NOTHING: MoneyBack = { state: "nothing", refundedMinor: "0" }
const isOpen = (state: OperationState | null) => state !== null && state !== "confirmed" && state !== "failed"

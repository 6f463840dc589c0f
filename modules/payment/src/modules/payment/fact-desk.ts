import { createHash, randomBytes } from "node:crypto"
import type { StatementPool } from "@holdfast/host-kit"
import { done, idFactory, refuse, type Outcome, type ProviderFact, type Refusal, type SqlTx } from "@holdfast/kernel"
import { idLike } from "./authorizer"
import { pictureOf, type DisputePicture, type MovementPicture, type PaymentPicture } from "./domain/fact-picture"
import { decimalText, exponentFor, minorText } from "./minor-units"
import { adoptAuthorization } from "./store/adopt-authorization"
import { keepDispute } from "./store/disputes"
import { endPayment } from "./store/end-payment"
import { factSubject, type FactSubject } from "./store/fact-subject"
import { keepFact } from "./store/keep-fact"
import { lockPayment } from "./store/lock-payment"
import { lockSession } from "./store/lock-session"
import { makeMovement } from "./store/make-movement"
import { markMovement } from "./store/mark-movement"
import { matchMovement, nameMovement } from "./store/match-movement"
import { noteWaiting } from "./store/note-waiting"
import { readFacts } from "./store/read-facts"
import { reopenMovement } from "./store/reopen-movement"
import { resumePayment } from "./store/resume-payment"
import { settleAuthorization } from "./store/settle-authorization"
import { settleMovement } from "./store/settle-movement"

/** What is so since a fact was applied. */
export interface FactApplied {
  /** It was told before, and has changed nothing. */
  readonly repeated: boolean
  readonly sessionId: string
  readonly paymentId: string | null
  readonly collectionId: string
  readonly picture: PaymentPicture
  /** What was authorized cannot be kept: of another amount than the session's, or of a session that was given up. */
  readonly unwanted: string | null
}

const newOperationId = idFactory("payop", { now: Date.now, randomBytes })

/** Applies what providers tell. How a payment stands is what all facts of it together say, so their order is nothing. */
export class FactDesk {
  constructor(private readonly pool: StatementPool) {}

  subject(providerId: string, fact: ProviderFact): Promise<FactSubject | null> {
    return factSubject(this.pool, providerId, fact)
  }

  async apply(providerId: string, fact: ProviderFact): Promise<Outcome<FactApplied, Refusal<"payment_fact_early">>> {
    const subject = await this.subject(providerId, fact)
    if (!subject) {
      return refuse(
        "payment_fact_early",
        `Nothing here is known of what ${providerId} tells with ${fact.id}.`,
        "It is applied when its payment session is there.",
      )
    }
    return this.pool.transaction(async (tx) => {
      const { session_id: sessionId } = subject
      const before = await lockSession(tx, sessionId)
      const repeated = !(await keepFact(tx, providerId, sessionId, fact))
      const picture = pictureOf(await readFacts(tx, sessionId))
      const differs = before && picture.authorized ? await this.authorized(tx, subject, before, picture) : null
      if (picture.waiting) await waits(tx, sessionId, picture.waiting, fact.reason)
      const now = await lockSession(tx, sessionId)
      const paymentId = now?.payment_id ?? null
      const unwanted = differs ?? (picture.authorized && !picture.ended && now?.covered ? PAID_ELSEWHERE : null)
      if (paymentId !== null) {
        await lockPayment(tx, paymentId)
        for (const movement of picture.movements) await this.moved(tx, paymentId, subject, movement)
      }
      if (picture.ended) await endPayment(tx, sessionId, picture.ended)
      if (picture.ended && picture.movements.some(isTaken)) await resumePayment(tx, sessionId)
      for (const dispute of picture.disputes) await this.disputed(tx, providerId, paymentId, subject, dispute)
      return done({ repeated, sessionId, paymentId, collectionId: subject.payment_collection_id, picture, unwanted })
    })
  }

  private async authorized(
    tx: SqlTx,
    { session_id: sessionId, currency_code: currency }: FactSubject,
    before: NonNullable<Awaited<ReturnType<typeof lockSession>>>,
    { authorized, ended }: PaymentPicture,
  ): Promise<string | null> {
    const confirmedMinor = typeof authorized?.amount === "string" ? minorText(authorized.amount, currency) : null
    if (before.payment_id === null) {
      const id = await adoptAuthorization(tx, {
        sessionId,
        operationId: newOperationId(),
        exponent: exponentFor(currency),
      })
      if (id === null) return null
      await settleAuthorization(tx, {
        operationId: id,
        paymentId: idLike("pay", id),
        captureId: idLike("capt", id),
        reference: null,
        confirmedMinor,
        data: null,
        captured: false,
        by: "fact",
      })
    }
    if (ended) return null
    if (before.status === "canceled") return "The payment was authorized after it had been given up."
    const wanted = minorText(before.amount, currency)
    return confirmedMinor === null || confirmedMinor === wanted
      ? null
      : `The provider authorized ${authorized?.amount} and not ${decimalText(wanted, currency)}.`
  }

  private async moved(
    tx: SqlTx,
    paymentId: string,
    { currency_code: currency }: FactSubject,
    movement: MovementPicture,
  ): Promise<void> {
    const { act, keys, references, amount, state } = movement
    const amountMinor = amount === null ? null : minorText(amount, currency)
    const exponent = exponentFor(currency)
    let matched = await matchMovement(tx, { paymentId, act, keys, references, amountMinor })
    const [reference] = references
    if (!matched) {
      // What failed and was never heard of before has moved nothing.
      if (state === "failed" || amountMinor === null || reference === undefined) return
      const operationId = newOperationId()
      const rowId = idLike(act === "refund" ? "ref" : "capt", operationId)
      const made = {
        exponent,
        paymentId,
        operationId,
        act,
        reference,
        rowId,
        amountMinor,
        amount: decimalText(amountMinor, currency),
      }
      if (!(await makeMovement(tx, made))) return
      matched = { id: operationId, act, state: "requested", in_flight: false }
    } else if (reference !== undefined) {
      await nameMovement(tx, matched.id, reference)
    }
    // What came with the authorization was settled with it.
    if (matched.act === "authorize") return
    const standing = matched.state === "confirmed" || matched.state === "failed" ? matched.state : null
    if (state === "requested" ? standing !== null : standing === state) return
    if (standing !== null) await reopenMovement(tx, matched.id)
    const settled = { operationId: matched.id, reference: reference ?? null, by: "fact" } as const
    if (state === "confirmed") {
      await settleMovement(tx, { ...settled, confirmedMinor: amountMinor, data: null, exponent })
    } else {
      const code = state === "failed" ? (movement.reason ?? `${act}_failed`) : null
      await markMovement(tx, { ...settled, state, code, message: state === "failed" ? "The provider says so." : null })
    }
  }

  private disputed(
    tx: SqlTx,
    providerId: string,
    paymentId: string | null,
    { currency_code: currency }: FactSubject,
    dispute: DisputePicture,
  ): Promise<void> {
    return keepDispute(tx, {
      id: disputeIdOf(providerId, dispute.reference),
      provider_id: providerId,
      reference: dispute.reference,
      payment_id: paymentId,
      state: dispute.state,
      amount_minor: dispute.amount === null ? null : minorText(dispute.amount, currency),
      currency_code: currency,
      reason: dispute.reason,
      due_at: dispute.dueAt,
      funds_withdrawn: dispute.fundsWithdrawn,
      occurred_at: dispute.occurredAt,
    })
  }
}

const PAID_ELSEWHERE = "The cart was paid for with another payment session before."

const isTaken = ({ act, state }: MovementPicture) => act === "capture" && state === "confirmed"

/** The same for the same dispute, in whatever order its facts come. */
const disputeIdOf = (providerId: string, reference: string): string =>
  `paydis_${createHash("sha256").update(`${providerId}:${reference}`).digest("hex").slice(0, 26)}`

/** A status goes on, and never back; a decline may be followed by another try. */
async function waits(
  tx: SqlTx,
  sessionId: string,
  waiting: NonNullable<PaymentPicture["waiting"]>,
  reason: string | null,
): Promise<void> {
  if (waiting === "declined") await noteWaiting(tx, sessionId, "error", ["pending_authorization"], reason)
  else if (waiting === "pending")
    await noteWaiting(tx, sessionId, "pending_authorization", ["pending", "requires_more"], null)
  else await noteWaiting(tx, sessionId, "requires_more", ["pending"], null)
}

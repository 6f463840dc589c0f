import type { Outcome } from "./scenario"

type PaymentStatus = "open" | "requires_action" | "pending" | "authorized" | "declined" | "voided" | "expired"

interface Payment {
  readonly id: string
  readonly sessionId: string | null
  amount: bigint
  readonly currency: string
  status: PaymentStatus
  authorized: bigint
  captured: bigint
  refunded: bigint
  /** What was asked for of one authorization, when nothing more of it is wanted. */
  closed: boolean
  readonly expiresAt: string
  readonly scenarios: Record<string, string[]>
  /** How often it was asked about, or told to do something, since it was opened. */
  asked: number
}

interface Movement {
  readonly id: string
  readonly payment: string
  readonly act: "capture" | "refund"
  readonly amount: bigint
  state: "confirmed" | "requested" | "failed"
  readonly key: string | null
}

interface Dispute {
  readonly id: string
  readonly payment: string
  readonly amount: bigint
  state: "open" | "defended" | "accepted" | "won" | "lost"
  readonly dueAt: string
  readonly reason: string
  evidence: unknown
}

/** An event as it is told: what happened, to what, and what it was asked with. */
export interface LedgerEvent {
  readonly id: string
  readonly type: string
  readonly created_at: string
  readonly payment: string
  readonly session_id: string | null
  readonly reference: string | null
  readonly key: string | null
  readonly amount_minor: string | null
  readonly currency: string
  readonly reason: string | null
  readonly due_at: string | null
}

/** A line of a report, as the provider says that money was settled. */
interface ReportLine {
  readonly act: string
  readonly reference: string
  readonly payment: string
  readonly amount_minor: string
  readonly currency: string
}

/** What the provider answers: an HTTP status and a body. */
export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

const refused = (status: number, code: string, message: string): Answer => ({ status, body: { code, message } })

/** The books of the provider: payments, what was moved, disputes, and the events that tell of it. */
export class Ledger {
  private readonly payments = new Map<string, Payment>()
  private readonly movements = new Map<string, Movement>()
  private readonly disputes = new Map<string, Dispute>()
  private readonly reports = new Map<string, readonly ReportLine[]>()
  readonly events: LedgerEvent[] = []
  private count = 0

  payment(id: string): Payment | undefined {
    return this.payments.get(id)
  }

  initiate(sessionId: string | null, amount: bigint, currency: string, scenarios: Record<string, string[]>): Answer {
    const payment: Payment = {
      id: this.newId("tp"),
      sessionId,
      amount,
      currency,
      status: "open",
      authorized: 0n,
      captured: 0n,
      refunded: 0n,
      closed: false,
      expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      scenarios,
      asked: 0,
    }
    this.payments.set(payment.id, payment)
    return this.answer(payment)
  }

  update(payment: Payment, amount: bigint): Answer {
    if (payment.status !== "open" && payment.status !== "requires_action") return this.wrongStatus(payment, "changed")
    payment.amount = amount
    return this.answer(payment)
  }

  authorize(payment: Payment, outcome: Outcome | undefined): Answer {
    if (payment.status === "authorized") return this.answer(payment)
    if (!["open", "requires_action", "pending"].includes(payment.status)) return this.wrongStatus(payment, "authorized")
    if (outcome === "decline") return this.declined(payment, "card_declined")
    if (outcome === "bad_request") return refused(400, "parameter_invalid", "The call cannot be understood.")
    if (outcome === "requires_action" || outcome === "pending") {
      payment.status = outcome
      this.tell(payment.status === "pending" ? "payment.pending" : "payment.requires_action", payment, null, null, null)
      return this.answer(payment)
    }
    this.nowAuthorized(payment, outcome === "wrong_amount" ? payment.amount - 1n : payment.amount)
    if (outcome === "captured") this.move("capture", payment, payment.amount, null, "confirmed")
    return this.answer(payment)
  }

  move(
    act: "capture" | "refund",
    payment: Payment,
    amount: bigint,
    key: string | null,
    state: "confirmed" | "requested",
    outcome?: Outcome,
    final = false,
  ): Answer {
    if (outcome === "decline") return refused(402, `${act}_declined`, `The bank refused the ${act}.`)
    if (outcome === "bad_request") return refused(400, "parameter_invalid", "The call cannot be understood.")
    if (outcome === "wrong_amount") amount -= 1n
    const open = this.openFor(act, payment)
    if (amount <= 0n) return refused(400, "amount_invalid", `${amount} is not an amount above 0.`)
    if (amount > open)
      return refused(
        400,
        act === "capture" ? "amount_exceeds_authorized" : "amount_exceeds_captured",
        `${open} is left.`,
      )
    const movement: Movement = {
      id: this.newId(act === "capture" ? "tc" : "tr"),
      payment: payment.id,
      act,
      amount,
      state,
      key,
    }
    this.movements.set(movement.id, movement)
    if (act === "capture" && final) payment.closed = true
    if (state === "confirmed") this.book(movement, payment)
    else if (act === "refund") this.tell("refund.requested", payment, movement.id, key, amount)
    return this.answer(payment, { movement: movement.id, movement_state: state, movement_amount_minor: String(amount) })
  }

  cancel(payment: Payment, key: string | null, outcome: Outcome | undefined): Answer {
    if (outcome === "decline") return refused(402, "cancel_declined", "The bank refused.")
    if (payment.status === "voided") return this.answer(payment)
    if (payment.captured > 0n)
      return refused(400, "payment_captured", "A payment of which money was taken is refunded.")
    payment.status = "voided"
    this.tell("payment.voided", payment, null, key, payment.authorized)
    return this.answer(payment)
  }

  /** What happens without being asked for: at the bank, by the shopper, in the provider's own dashboard. */
  happen(what: Readonly<Record<string, unknown>>): Answer {
    const named = (field: string) => (typeof what[field] === "string" ? what[field] : "")
    const movement = this.movements.get(named("movement"))
    const dispute = this.disputes.get(named("dispute"))
    const payment = this.payments.get(named("payment") || (movement?.payment ?? dispute?.payment ?? ""))
    if (!payment) return refused(404, "payment_unknown", "There is no such payment.")
    const amount = named("amount_minor") ? BigInt(named("amount_minor")) : payment.captured - payment.refunded
    switch (what["act"]) {
      case "authorized":
        this.nowAuthorized(payment, payment.amount)
        return this.answer(payment)
      case "declined":
        return this.declined(payment, "card_declined")
      case "expired":
        payment.status = "expired"
        this.tell("payment.expired", payment, null, null, payment.authorized - payment.captured)
        return this.answer(payment)
      case "voided":
        return this.cancel(payment, null, undefined)
      case "captured":
        return this.move("capture", payment, named("amount_minor") ? amount : payment.authorized, null, "confirmed")
      case "refunded":
        return this.move("refund", payment, amount, null, "confirmed")
      case "confirmed":
        if (movement?.state === "requested") this.book(movement, payment)
        return this.answer(payment)
      case "failed":
        if (movement) this.fail(movement, payment)
        return this.answer(payment)
      case "disputed":
        return this.openDispute(payment, amount, named("due_at") || new Date(Date.now() + 9 * 86_400_000).toISOString())
      case "dispute_won":
      case "dispute_lost":
        if (!dispute) return refused(404, "dispute_unknown", "There is no such dispute.")
        dispute.state = what["act"] === "dispute_won" ? "won" : "lost"
        this.tell(dispute.state === "won" ? "dispute.won" : "dispute.lost", payment, dispute.id, null, dispute.amount)
        return this.answer(payment)
      case "review_opened":
      case "review_approved":
      case "review_rejected":
      case "fraud_warned":
        this.tell(
          what["act"].replace("_", "."),
          payment,
          named("reference") || this.newId("tv"),
          null,
          null,
          named("reason") || null,
        )
        return this.answer(payment)
      default:
        return refused(400, "act_unknown", `Nothing is called ${JSON.stringify(what["act"])}.`)
    }
  }

  answerDispute(id: string, act: string, evidence: unknown): Answer {
    const dispute = this.disputes.get(id)
    const payment = dispute && this.payments.get(dispute.payment)
    if (!payment) return refused(404, "dispute_unknown", "There is no such dispute.")
    if (dispute.state !== "open") return refused(409, "dispute_closed", `The dispute is ${dispute.state}.`)
    dispute.state = act === "accept" ? "accepted" : "defended"
    dispute.evidence = evidence
    if (act === "accept") this.tell("dispute.lost", payment, id, null, dispute.amount, "accepted")
    else this.tell("dispute.updated", payment, id, null, dispute.amount, "under_review")
    return { status: 200, body: { id, state: dispute.state } }
  }

  /** A report is there: of all that was moved, or of what it is made to say. A name that is there gets the new lines. */
  makeReport(name: string, lines: readonly ReportLine[] | undefined): Answer {
    const moved = [...this.movements.values()].filter(({ state }) => state === "confirmed")
    const settled = moved.map(({ id, act, payment, amount }) => ({
      act,
      reference: id,
      payment,
      amount_minor: String(amount),
      currency: this.payments.get(payment)?.currency ?? "",
    }))
    this.reports.set(name, lines ?? settled)
    const nobody = { payment: "", session_id: null, key: null, amount_minor: null, currency: "", reason: null }
    const event = { id: this.newId("evt"), type: "report.available", created_at: new Date().toISOString() }
    this.events.push({ ...event, ...nobody, reference: name, due_at: null })
    return { status: 200, body: { event: event.id, name } }
  }

  report(name: string): Answer {
    const lines = this.reports.get(name)
    return lines ? { status: 200, body: { name, lines } } : refused(404, "report_unknown", "There is no such report.")
  }

  read(payment: Payment): Answer {
    return this.answer(payment)
  }

  state() {
    return {
      payments: [...this.payments.values()].map((payment) => ({ ...this.shown(payment), asked: payment.asked })),
      movements: [...this.movements.values()].map(({ amount, ...rest }) => ({ ...rest, amount_minor: String(amount) })),
      disputes: [...this.disputes.values()].map(({ amount, ...rest }) => ({ ...rest, amount_minor: String(amount) })),
      events: this.events,
    }
  }

  private nowAuthorized(payment: Payment, amount: bigint): void {
    payment.status = "authorized"
    payment.authorized = amount
    this.tell("payment.authorized", payment, null, null, amount, null, payment.expiresAt)
  }

  private declined(payment: Payment, reason: string): Answer {
    // Another card may be tried on the same payment, as at the real ones.
    payment.status = "open"
    this.tell("payment.declined", payment, null, null, payment.amount, reason)
    return refused(402, reason, "The bank refused the payment.")
  }

  private wrongStatus(payment: Payment, wanted: string): Answer {
    return refused(400, "payment_status_wrong", `A payment that is ${payment.status} cannot be ${wanted}.`)
  }

  /** How much may still be captured or refunded, with what was ordered and may still happen taken off. */
  private openFor(act: "capture" | "refund", payment: Payment): bigint {
    const ordered = [...this.movements.values()]
      .filter((movement) => movement.payment === payment.id && movement.act === act && movement.state === "requested")
      .reduce((sum, { amount }) => sum + amount, 0n)
    if (act === "refund") return payment.captured - payment.refunded - ordered
    return payment.status !== "authorized" || payment.closed ? 0n : payment.authorized - payment.captured - ordered
  }

  private book(movement: Movement, payment: Payment): void {
    movement.state = "confirmed"
    if (movement.act === "capture") payment.captured += movement.amount
    else payment.refunded += movement.amount
    this.tell(`${movement.act}.confirmed`, payment, movement.id, movement.key, movement.amount)
  }

  private fail(movement: Movement, payment: Payment): void {
    // A refund may come back from the bank after it went through.
    if (movement.state === "confirmed" && movement.act === "refund") payment.refunded -= movement.amount
    movement.state = "failed"
    this.tell(`${movement.act}.failed`, payment, movement.id, movement.key, movement.amount, `${movement.act}_rejected`)
  }

  private openDispute(payment: Payment, amount: bigint, dueAt: string): Answer {
    const dispute: Dispute = {
      id: this.newId("td"),
      payment: payment.id,
      amount,
      state: "open",
      dueAt,
      reason: "fraudulent",
      evidence: null,
    }
    this.disputes.set(dispute.id, dispute)
    this.tell("dispute.opened", payment, dispute.id, null, amount, dispute.reason, dueAt)
    return this.answer(payment, { dispute: dispute.id })
  }

  private tell(
    type: string,
    payment: Payment,
    reference: string | null,
    key: string | null,
    amount: bigint | null,
    reason: string | null = null,
    dueAt: string | null = null,
  ): void {
    this.events.push({
      id: this.newId("evt"),
      type,
      created_at: new Date().toISOString(),
      payment: payment.id,
      session_id: payment.sessionId,
      reference,
      key,
      amount_minor: amount === null ? null : String(amount),
      currency: payment.currency,
      reason,
      due_at: dueAt,
    })
  }

  private answer(payment: Payment, more: object = {}): Answer {
    return { status: 200, body: { ...this.shown(payment), ...more } }
  }

  private shown({ amount, authorized, captured, refunded, sessionId, expiresAt, ...rest }: Payment) {
    return {
      id: rest.id,
      session_id: sessionId,
      status: rest.status,
      currency: rest.currency,
      amount_minor: String(amount),
      authorized_minor: String(authorized),
      captured_minor: String(captured),
      refunded_minor: String(refunded),
      expires_at: expiresAt,
    }
  }

  private newId(prefix: string): string {
    this.count += 1
    return `${prefix}_${Date.now().toString(36)}${String(this.count).padStart(5, "0")}`
  }
}

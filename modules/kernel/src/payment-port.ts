import type { Outcome, Refusal } from "./outcome"

// What our payment module asks of a payment provider beyond Medusa's own interface. Everything is optional: a provider that
// lacks it is asked the way Medusa asks, and whoever has it also works in a shop without our module. Amounts are decimal
// text in major units, as Medusa's are: "19.99". A payment's `data.expires_at`, ISO 8601 in UTC, is until when its
// authorization may be captured; where the provider says it only later, a fact of the authorization has it as `dueAt`.

/** What is done with money. `authorize` confirms a payment that `initiate` opened. */
export type MoneyAct = "initiate" | "authorize" | "capture" | "refund" | "cancel"

/**
 * What became of money that somebody asked a provider to move.
 *
 * - `confirmed`: it moved. `amount` is what the provider says, when it says it.
 * - `requested`: the provider took the order, and says later, by webhook, whether it moved.
 * - `failed`: it did not move, and will not by this call.
 * - `absent`: the provider never saw the call, so it may be sent.
 * - `unknown`: nobody knows yet. It is asked again, never assumed to have failed.
 */
export type MoneyOutcome =
  | { readonly state: "confirmed"; readonly reference: string; readonly amount?: string }
  | { readonly state: "requested"; readonly reference: string }
  | { readonly state: "failed"; readonly code: string; readonly message: string }
  | { readonly state: "absent" }
  | { readonly state: "unknown" }

/**
 * What our payment module adds to the input of Medusa's `capturePayment`, `refundPayment` and `cancelPayment`, beside
 * `data` and `context`. `context.idempotency_key` is derived from the intent and is the same for every retry.
 */
export type MoneyCallInput = {
  readonly amount: string
  readonly currency_code: string
  /** Whether nothing of the authorization is wanted after this capture. */
  readonly final?: boolean
}

/** What a provider may add to its answer, beside `data`. Without it the act counts as confirmed. */
export type MoneyCallAnswer = { readonly outcome?: MoneyOutcome }

/** A question about one call whose answer was lost. */
export type MoneyCallAsked = {
  readonly act: MoneyAct
  readonly idempotencyKey: string
  readonly amount: string
  readonly currencyCode: string
  /** The session's or the payment's `data`, as the provider last gave it. */
  readonly data: Readonly<Record<string, unknown>>
  /** When the call was sent, ISO 8601 in UTC. */
  readonly sentAt: string
}

/** What a provider tells by webhook. */
export type ProviderFactKind =
  | "payment.authorized"
  | "payment.authorization_changed"
  | "payment.pending"
  | "payment.requires_action"
  | "payment.declined"
  | "payment.voided"
  | "payment.expired"
  | "capture.confirmed"
  | "capture.failed"
  | "refund.requested"
  | "refund.confirmed"
  | "refund.failed"
  | "dispute.opened"
  | "dispute.updated"
  | "dispute.funds_withdrawn"
  | "dispute.funds_returned"
  | "dispute.won"
  | "dispute.lost"
  | "fraud.warned"
  | "review.opened"
  | "review.approved"
  | "review.rejected"
  | "method.saved"
  | "report.available"
  | "other"

/** One thing that happened at a provider, in one shape whoever the provider is. Holds no card number and no secret. */
export type ProviderFact = {
  /** The provider's own id of the event, or what it is deduplicated by. Unique for one provider. */
  readonly id: string
  readonly kind: ProviderFactKind
  /** The provider's own name of the event, such as `payment_intent.succeeded` or `CAPTURE`. */
  readonly providerEvent: string
  /** By the provider's clock, ISO 8601 in UTC. */
  readonly occurredAt: string
  /** The payment at the provider, such as `pi_…` or the first `pspReference`. Facts of one payment are applied in order. */
  readonly paymentReference: string | null
  /** Medusa's payment session, where the provider carries it. */
  readonly sessionId: string | null
  /** What the fact is about: a capture, a refund, a dispute, a report. */
  readonly reference: string | null
  /** The idempotency key or own reference that the act was sent with, where the provider carries it. */
  readonly actKey: string | null
  readonly amount: string | null
  readonly currencyCode: string | null
  /** A stable code of ours for what failed, or the reason of a dispute. Never shown to shoppers. */
  readonly reason: string | null
  /** When something has to be done by: the evidence of a dispute, the capture of an authorization. */
  readonly dueAt: string | null
  /** What else is worth keeping, as plain JSON. `advisory: true` of a warning: worth knowing, and no reason to hold an order back. */
  readonly data: Readonly<Record<string, unknown>>
}

/** A webhook as it came, before anybody believed it. `body` is the text of the raw bytes. */
export type RawWebhook = {
  readonly body: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** What a provider offers beside Medusa's interface. */
export type PaymentPort = {
  /** Finds out what became of a call. Reads only, and never throws for an outage: that is `unknown`. */
  findMoneyCall(asked: MoneyCallAsked): Promise<MoneyOutcome>
  /**
   * Verifies the raw body and reads what it tells; an event without meaning for us is one fact of kind `other`.
   *
   * @returns refused: `webhook_signature_invalid`, `webhook_malformed`
   */
  readWebhook(raw: RawWebhook): Promise<Outcome<readonly ProviderFact[], Refusal>>
  /** Sends evidence for a dispute, or accepts that it is lost. */
  answerDispute(answer: DisputeAnswer): Promise<Outcome<null, Refusal>>
  /**
   * Compares a report that a `report.available` fact names with what the shop has recorded. A report that says nothing of
   * payments, or that the provider was not given the means to fetch, has no differences. Read again it answers the same.
   *
   * @returns refused when the report cannot be fetched or read now; it is asked for again, and set aside in the end
   */
  compareReport?(asked: ReportAsked): Promise<Outcome<ReportCompared, Refusal>>
}

export type ReportAsked = {
  readonly fact: ProviderFact
  /**
   * What the shop has under these references, at most a thousand of them at a time: a shop may have moved more than fits
   * into memory. A reference that it does not know is left out.
   */
  readonly recorded: (references: readonly string[]) => Promise<readonly RecordedMovement[]>
}

/**
 * What moves money, by a report. A chargeback is a bank's that takes its money back; its reversal, what came back of that;
 * and a second chargeback, what a bank took again after it.
 */
export type ReportedAct = "capture" | "refund" | "chargeback" | "chargeback_reversal" | "second_chargeback"

/** A movement of money as the shop has it. */
export type RecordedMovement = {
  readonly id: string
  readonly act: ReportedAct
  /** The provider's own reference of it. */
  readonly reference: string
  /** Above zero: what was confirmed, or as long as nothing was, what was asked for. */
  readonly amount: string
  readonly currencyCode: string
  /** Whether the shop holds that it has moved. */
  readonly moved: boolean
}

export type ReportCompared = {
  /** The provider's own name of the report. */
  readonly report: string
  readonly matched: number
  readonly differences: readonly ReportDifference[]
}

/** A line of a report that the shop's books do not bear out. */
export type ReportDifference = {
  /** Where it stands in the report, by which it is known when the report comes again. */
  readonly line: number
  /** A stable code, such as `settlement_unrecorded`. `settlement_repeated` never ends by itself. */
  readonly code: string
  readonly act: ReportedAct
  readonly reference: string
  readonly paymentReference: string | null
  /** What the shop calls it, where it knows of it. */
  readonly recordedId: string | null
  /** Above zero, by the report. */
  readonly amount: string
  readonly currencyCode: string
  /** What the report says of it: that it moved, or that it was taken back. */
  readonly moved: boolean
  /** In plain words, for whoever looks into it. */
  readonly message: string
}

export type DisputeAnswer = {
  readonly disputeReference: string
  readonly idempotencyKey: string
  readonly data: Readonly<Record<string, unknown>>
} & ({ readonly act: "accept" } | { readonly act: "defend"; readonly evidence: Readonly<Record<string, string>> })

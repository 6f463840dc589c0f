import PaymentModule from "@medusajs/payment"
import type { PaymentModuleService } from "@medusajs/payment/dist/services"
import type {
  Context,
  CreateCaptureDTO,
  CreatePaymentSessionDTO,
  CreateRefundDTO,
  InternalModuleDeclaration,
  Logger,
  PaymentDTO,
  PaymentSessionDTO,
} from "@medusajs/framework/types"
import { InjectManager, MathBN, MedusaContext, MedusaError } from "@medusajs/framework/utils"
import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import { done, refuse, type Outcome, type ProviderFact, type RawWebhook, type Refusal } from "@holdfast/kernel"
import { Authorizer, type AuthorizationAnswer, type AuthorizationAsked } from "./authorizer"
import {
  accountCorrections,
  type AccountCorrections,
  type AccountEntry,
  type AccountMovement,
} from "./domain/account-corrections"
import { chooseLines, shareOf, type LineAsked, type LinesChosen, type RefundableLine } from "./domain/refund-lines"
import type { OperationState, PaymentOperation } from "./domain/payment-operation"
import { FailOver } from "./fail-over"
import { FactDesk, type FactApplied } from "./fact-desk"
import { MoneyBackDesk, type MoneyBack, type MoneyBackAsked, type MoneyBackRefused } from "./money-back"
import { Mover, type Movement } from "./mover"
import { OperationLookUp } from "./operation-look-up"
import { orThrow, refusalError } from "./or-throw"
import { ProviderBreakers, type BreakerOptions } from "./provider-breakers"
import { installedProvider, type ProviderDesk } from "./provider-desk"
import { SettlementDesk } from "./settlement-desk"
import { bookedMovements, type BookedMovement } from "./store/booked-movements"
import { answerDispute, findDisputes, type PaymentDispute } from "./store/disputes"
import type { FactSubject } from "./store/fact-subject"
import { findOperations, type OperationFilter } from "./store/find-operations"
import { markFollowed, unfollowedOperations, type UnfollowedOperation } from "./store/follow-operations"
import { noteCredit } from "./store/note-credit"
import { unsettledOperations, type UnsettledFilter } from "./store/unsettled-operations"
import { TrustDesk } from "./trust-desk"

export type { BookedMovement } from "./store/booked-movements"
export type { AuthorizationAnswer, AuthorizationAsked, MoneyBack, MoneyBackAsked, PaymentOperation }

/** The host makes some of its methods from its models, as properties; here they are methods that can be overridden. */
type HostService = PaymentModuleService

const HostPayments = PaymentModule.service as unknown as new (
  container: object,
  declaration?: InternalModuleDeclaration,
) => HostService

interface Dependencies {
  readonly logger: Logger
  readonly __pg_connection__: { readonly client: { readonly connectionSettings: ConnectionSettings } }
}

/** Options of the module in medusa-config, beside the host's own `providers`. */
export interface PaymentOptions {
  /** Connections of its own, for what must not wait behind a page of the dashboard. Default 4. */
  readonly connections?: number
  /** How long a provider may take to answer before a call counts as lost: longer than any plugin's time-out. Default 60. */
  readonly callSeconds?: number
  /** After so many calls in a row that a provider did not answer it is asked nothing for a while. Default 5. */
  readonly breakAfterFailures?: number
  /** For so long. Default 30. */
  readonly breakSeconds?: number
}

/** What a caller may add to a capture or a refund: its own id of it, made before the first try and kept for retries. */
export interface Keyed {
  readonly idempotency_key?: string
}

/** What an operator says to a dispute. */
export type DisputeAnswered = { readonly disputeId: string } & (
  { readonly act: "accept" } | { readonly act: "defend"; readonly evidence: Readonly<Record<string, string>> }
)

/**
 * Medusa's payment module, with each call to a provider written down before it is sent.
 *
 * Every method of the host's payment module is here, under the same names and shapes.
 */
export class HoldfastPaymentModuleService extends HostPayments {
  private readonly pool: StatementPool
  private readonly authorizer: Authorizer
  private readonly mover: Mover
  private readonly moneyBack: MoneyBackDesk
  private readonly looker: OperationLookUp
  private readonly facts: FactDesk
  private readonly desk: ProviderDesk
  private readonly failOver: FailOver
  private readonly breakers: ProviderBreakers
  /** What providers told of how far payments can be relied on. */
  readonly trust: TrustDesk
  /** What providers' settlement reports say of our books. */
  readonly settlements: SettlementDesk

  constructor(container: Dependencies, options: PaymentOptions = {}, declaration?: InternalModuleDeclaration) {
    super(container, declaration)
    this.pool = new StatementPool(
      container.__pg_connection__.client.connectionSettings,
      options.connections ?? 4,
      "payment",
    )
    const callSeconds = callSecondsOf(options)
    const desk = (this.desk = this.paymentProviderService_ as unknown as ProviderDesk)
    this.looker = new OperationLookUp(this.pool, desk, () => this.mover)
    const lookUp = (id: string) => this.looker.lookUp(id)
    const breakers = (this.breakers = new ProviderBreakers(breakerOf(options), container.logger))
    this.authorizer = new Authorizer(this.pool, desk, breakers, callSeconds, lookUp, (sessionId, reason) =>
      this.voidOrRefund({ sessionId, reason }),
    )
    this.failOver = new FailOver(this.pool, lookUp)
    this.mover = new Mover(this.pool, desk, breakers, callSeconds, lookUp)
    this.facts = new FactDesk(this.pool)
    this.moneyBack = new MoneyBackDesk(this.pool, desk, breakers, this.mover, lookUp)
    this.trust = new TrustDesk(this.pool)
    this.settlements = new SettlementDesk(this.pool, desk)
  }

  readonly __hooks = {
    onApplicationShutdown: () => this.pool.end(),
  }

  /**
   * Authorizes a session once, if it is of this amount: for a checkout that has no time for more than two statements.
   * Asked again it gives the first answer; after a decline, or after the shopper has done what the bank wanted, it is
   * another try.
   *
   * @returns refused: `payment_declined`, `payment_requires_action`, `payment_outcome_unknown`, `payment_amount_differs`,
   * `payment_session_gone`, `payment_provider_failed`
   */
  authorizeOnce(asked: AuthorizationAsked): Promise<AuthorizationAnswer> {
    return this.authorizer.authorize(asked)
  }

  /**
   * Takes an authorization back, whatever has become of it: what is held is voided, what was captured is refunded, and
   * what nobody knows is looked up first. Asked again it changes nothing more.
   */
  voidOrRefund(asked: MoneyBackAsked): Promise<Outcome<MoneyBack, MoneyBackRefused>> {
    return this.moneyBack.giveBack(asked)
  }

  /** Asks the provider what became of an operation. What it is now; null when there is none of this id. */
  lookUp(operationId: string): Promise<OperationState | null> {
    return this.looker.lookUp(operationId)
  }

  /** Operations of which the last word is not spoken, the most urgent first. */
  unsettledOperations(filter: UnsettledFilter = {}): Promise<readonly PaymentOperation[]> {
    return unsettledOperations(this.pool, filter)
  }

  /**
   * Verifies a webhook of a provider and reads what it tells.
   *
   * @returns refused: `provider_unknown`, `webhook_signature_invalid`, `webhook_malformed`
   */
  async readWebhook(providerId: string, raw: RawWebhook): Promise<Outcome<readonly ProviderFact[]>> {
    const provider = installedProvider(this.desk, providerId)
    if (!provider?.readWebhook) {
      return refuse(
        "provider_unknown",
        `No payment provider ${providerId} that reads webhooks is installed.`,
        "Compare the address with the providers of medusa-config.ts.",
      )
    }
    return provider.readWebhook(raw)
  }

  /** What a fact is about; null when nothing here is known of it. */
  subjectOf(providerId: string, fact: ProviderFact): Promise<FactSubject | null> {
    return this.facts.subject(providerId, fact)
  }

  /**
   * Applies what a provider told to payments, operations and disputes. In whatever order facts come, and however often,
   * they end in the same state.
   *
   * @returns refused: `payment_fact_early` when its session is not known here
   */
  applyFact(providerId: string, fact: ProviderFact): Promise<Outcome<FactApplied, Refusal<"payment_fact_early">>> {
    return this.facts.apply(providerId, fact)
  }

  /** The host's captures and refunds of a payment that an order's own account may speak of. */
  async movementIds(paymentId: string): Promise<readonly string[]> {
    return (await bookedMovements(this.pool, paymentId)).map(({ row_id: id }) => id)
  }

  /** What an order's own account lacks of a payment, and what is on it and did not happen. */
  async accountCorrections(
    paymentId: string,
    entries: readonly AccountEntry[],
  ): Promise<AccountCorrections<BookedMovement & AccountMovement>> {
    const movements = await bookedMovements(this.pool, paymentId)
    return accountCorrections(
      movements.map((movement) => ({ ...movement, rowId: movement.row_id })),
      entries,
      paymentId,
    )
  }

  /**
   * What giving back for these lines of an order comes to.
   *
   * @returns refused: `refund_line_unknown`, `refund_line_exceeds`
   */
  chooseRefundLines(lines: readonly RefundableLine[], asked: readonly LineAsked[]): Outcome<LinesChosen, Refusal> {
    return chooseLines(lines, asked)
  }

  /** What these units of a line come to, in minor units, after those that were given back for before. */
  refundShareOf(line: RefundableLine, units: number): bigint {
    return shareOf(line, units)
  }

  /** Settled operations that nothing has followed yet, and that nobody else is about to follow. */
  unfollowedOperations(limit: number): Promise<readonly UnfollowedOperation[]> {
    return unfollowedOperations(this.pool, limit)
  }

  async markFollowed(operationIds: readonly string[]): Promise<void> {
    if (operationIds.length > 0) await markFollowed(this.pool, operationIds)
  }

  /** Keeps by how much the order was made cheaper for a refund, for the case that the refund comes back. */
  async noteCredit(refundId: string, amount: string | null): Promise<void> {
    await noteCredit(this.pool, refundId, amount)
  }

  /**
   * Sends evidence for a dispute to its provider, or accepts that it is lost.
   *
   * @returns refused: `payment_dispute_absent`, `payment_dispute_closed`, `provider_unknown`, or the provider's refusal
   */
  async answerDispute(asked: DisputeAnswered): Promise<Outcome<PaymentDispute>> {
    const [dispute] = await findDisputes(this.pool, { ids: [asked.disputeId] })
    const provider = dispute && installedProvider(this.desk, dispute.provider_id)
    if (!dispute) return disputeAbsent(asked.disputeId)
    if (dispute.state !== "open") {
      return refuse("payment_dispute_closed", `The dispute is ${dispute.state} already.`, "There is nothing to send.")
    }
    if (!provider?.answerDispute) {
      return refuse("provider_unknown", `${dispute.provider_id} takes no answer here.`, "Answer in its own dashboard.")
    }
    const told = { disputeReference: dispute.reference, idempotencyKey: `${dispute.id}_${asked.act}`, data: {} }
    const answered = await provider.answerDispute(
      asked.act === "accept" ? { ...told, act: "accept" } : { ...told, act: "defend", evidence: asked.evidence },
    )
    if (!answered.ok) return answered
    await answerDispute(this.pool, dispute.id, asked.act)
    const [now] = await findDisputes(this.pool, { ids: [dispute.id] })
    return now ? done(now) : disputeAbsent(dispute.id)
  }

  disputesOf(filter: { readonly ids?: readonly string[]; readonly paymentIds?: readonly string[] }) {
    return findDisputes(this.pool, filter)
  }

  operationsOf(filter: OperationFilter): Promise<readonly PaymentOperation[]> {
    return findOperations(this.pool, filter)
  }

  /**
   * Opens a session at its provider, for which a shopper may be charged without our being asked again. So it is opened
   * only when of each other session of the collection it is known that it has not taken the same money.
   *
   * @throws MedusaError `payment_outcome_unknown`, `payment_already_authorized`
   */
  @InjectManager()
  override async createPaymentSession(
    paymentCollectionId: string,
    input: CreatePaymentSessionDTO,
    @MedusaContext() sharedContext: Context = {},
  ): Promise<PaymentSessionDTO> {
    const amount = MathBN.convert(input.amount).toFixed()
    orThrow(await this.failOver.mayOpen(paymentCollectionId, amount, input.currency_code))
    return this.breakers.call(input.provider_id, "open", () =>
      super.createPaymentSession(paymentCollectionId, input, sharedContext),
    )
  }

  /**
   * Closes a session at its provider and forgets it, when it is known that no money hangs on it.
   *
   * @throws MedusaError `payment_outcome_unknown`, `payment_already_authorized`
   */
  @InjectManager()
  override async deletePaymentSession(id: string, @MedusaContext() sharedContext: Context = {}): Promise<void> {
    orThrow(await this.failOver.mayClose(id))
    return super.deletePaymentSession(id, sharedContext)
  }

  @InjectManager()
  override async authorizePaymentSession(
    id: string,
    context: Record<string, unknown>,
    @MedusaContext() sharedContext: Context = {},
  ): Promise<PaymentDTO | null> {
    const session = await this.retrievePaymentSession(id, { select: ["id", "currency_code"] }, sharedContext)
    const answer = await this.authorizer.authorize(
      { sessionId: id, amount: null, currencyCode: session.currency_code },
      context,
    )
    if (!answer.ok) throw authorizationError(answer)
    const { paymentId } = answer.value
    return paymentId === null ? null : this.retrievePayment(paymentId, {}, sharedContext)
  }

  @InjectManager()
  override async capturePayment(
    data: CreateCaptureDTO & Keyed & { is_captured?: boolean },
    @MedusaContext() sharedContext: Context = {},
  ): Promise<PaymentDTO> {
    const { payment_id: paymentId, amount, captured_by: by } = data
    const payment = await this.retrievePayment(paymentId, {}, sharedContext)
    // As with the host, what is captured whole is not captured again.
    if (payment.captured_at) return this.withCaptures(paymentId, [], sharedContext)
    const { rowId } = orThrow(
      await this.mover.move({
        act: "capture",
        paymentId,
        amount: amount ?? null,
        key: data.idempotency_key,
        by: by ?? null,
      }),
    )
    return this.withCaptures(paymentId, rowId === null ? [] : [rowId], sharedContext)
  }

  @InjectManager()
  override async refundPayment(
    data: CreateRefundDTO & Keyed,
    @MedusaContext() sharedContext: Context = {},
  ): Promise<PaymentDTO> {
    const { payment_id: paymentId, amount, created_by: by, note, refund_reason_id: reasonId, metadata } = data
    const { rowId } = orThrow(
      await this.mover.move({
        act: "refund",
        paymentId,
        amount: amount ?? null,
        key: data.idempotency_key,
        by: by ?? null,
        note: note ?? null,
        reasonId: reasonId ?? null,
        metadata: metadata ?? null,
      }),
    )
    const payment = await this.retrievePayment(paymentId, {}, sharedContext)
    const refunds = rowId === null ? [] : await this.listRefunds({ id: [rowId] }, {}, sharedContext)
    // Only this one: the host's workflow books what it finds here, and with this one's amount.
    return { ...payment, refunds }
  }

  @InjectManager()
  override async cancelPayment(paymentId: string, @MedusaContext() sharedContext: Context = {}): Promise<PaymentDTO> {
    const payment = await this.retrievePayment(paymentId, {}, sharedContext)
    if (payment.canceled_at) return payment
    const moved: Outcome<Movement> = await this.mover.move({ act: "cancel", paymentId })
    if (!moved.ok) throw refusalError(moved)
    return this.retrievePayment(paymentId, {}, sharedContext)
  }

  /** Only the captures of this act: the host's workflow books what it finds here, and with this one's amount. */
  private async withCaptures(paymentId: string, ids: readonly string[], context: Context): Promise<PaymentDTO> {
    const payment = await this.retrievePayment(paymentId, {}, context)
    const captures = ids.length === 0 ? [] : await this.listCaptures({ id: [...ids] }, {}, context)
    return { ...payment, captures }
  }
}

const disputeAbsent = (id: string): Refusal<"payment_dispute_absent"> =>
  refuse("payment_dispute_absent", `There is no dispute ${id}.`, "Read the order's payments again.")

/** The host asks for a special type, by which a storefront is told what to do. */
function authorizationError(refusal: Extract<AuthorizationAnswer, { ok: false }>): MedusaError {
  const { PAYMENT_AUTHORIZATION_ERROR, PAYMENT_REQUIRES_MORE_ERROR } = MedusaError.Types
  const message = `${refusal.message} ${refusal.nextStep}`
  if (refusal.code === "payment_requires_action") {
    return new MedusaError(PAYMENT_REQUIRES_MORE_ERROR, message, refusal.code)
  }
  if (refusal.code === "payment_declined" || refusal.code === "payment_provider_failed") {
    return new MedusaError(PAYMENT_AUTHORIZATION_ERROR, message, refusal.code)
  }
  return refusalError(refusal)
}

const callSecondsOf = ({ callSeconds = 60 }: PaymentOptions): number => wholeOption("callSeconds", callSeconds, "60")

const breakerOf = ({ breakAfterFailures = 5, breakSeconds = 30 }: PaymentOptions): BreakerOptions => ({
  failures: wholeOption("breakAfterFailures", breakAfterFailures, "5"),
  pauseSeconds: wholeOption("breakSeconds", breakSeconds, "30"),
})

function wholeOption(name: string, value: number, usual: string): number {
  if (Number.isInteger(value) && value >= 1 && value <= 3600) return value
  throw new Error(
    `The option ${name} of @holdfast/payment is ${value}: give a whole number from 1 to 3600, or leave it out for ${usual}.`,
  )
}

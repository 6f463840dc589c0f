import {
  providerFailureOf,
  type DisputeAnswer,
  type MoneyCallAnswer,
  type MoneyCallAsked,
  type MoneyCallInput,
  type MoneyOutcome,
  type Outcome,
  type PaymentPort,
  type ProviderFact,
  type RawWebhook,
  type ReportAsked,
  type ReportCompared,
} from "@holdfast/kernel"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderOutput,
  DeletePaymentInput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  PaymentSessionStatus,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  SavePaymentMethodInput,
  SavePaymentMethodOutput,
  UpdateAccountHolderInput,
  UpdateAccountHolderOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider } from "@medusajs/framework/utils"
import { captureAmountOf, type CaptureReader } from "./capture-amount"
import { AdyenClient, type PluginLogger } from "./client"
import { AdyenDisputes } from "./disputes"
import { adyenDataOf, withAdyenData, type AdyenData } from "./domain/session-data"
import { failureOfRefusal } from "./failure-of-refusal"
import { AdyenModifications } from "./modifications"
import { parseOptions, type AdyenOptions } from "./options"
import { amountOf, keyOf, notAuthorized, ours, pspIn, sameCurrency } from "./payment-input"
import { AdyenPayments, type Standing } from "./payments"
import { readSessionCommand } from "./session-command"
import { AdyenStoredMethods } from "./stored-methods"
import { openingOf } from "./session-opening"
import { AdyenSessions, alreadyBegun } from "./sessions"
import { readWebhook } from "./read-webhook"
import { compareReport } from "./settlement"
import { webhookActionOf } from "./webhook-action"
import { WebhookMemory } from "./webhook-memory"

type Data = Record<string, unknown>
type Requested = MoneyCallAnswer & { data: Data }
type Amounts = Partial<MoneyCallInput>

// Adyen keeps keys for at least seven days. Half a day earlier nothing is repeated any more, so that two clocks may differ.
const KEY_LIVES_MS = 6.5 * 24 * 3600 * 1000

/**
 * Adyen Checkout v71 as Medusa's payment provider, and as our payment module's port.
 *
 * Payments are authorized by Adyen's page element (`sessions`), or through the shop (`advanced`). Captures, refunds and
 * cancellations are asked for here and confirmed by webhook.
 */
export class AdyenPaymentProvider extends AbstractPaymentProvider<AdyenOptions> implements PaymentPort {
  static override identifier = "adyen"

  // Medusa calls this at boot: a missing option stops the server, not the first checkout.
  static override validateOptions(options: unknown): void {
    parseOptions(options)
  }

  private readonly options: AdyenOptions
  private readonly logger: PluginLogger
  private readonly payments: AdyenPayments
  private readonly modifications: AdyenModifications
  private readonly disputes: AdyenDisputes
  private readonly methods: AdyenStoredMethods
  private readonly heard = new WebhookMemory()
  private readonly sessions: AdyenSessions

  constructor(cradle: { logger: PluginLogger; captureService?: CaptureReader }, options: unknown) {
    const parsed = parseOptions(options)
    super(cradle, parsed)
    this.options = parsed
    this.logger = cradle.logger
    const client = new AdyenClient(parsed, cradle.logger)
    this.payments = new AdyenPayments(client, parsed)
    this.sessions = new AdyenSessions(this.payments, this.heard, parsed, cradle.logger)
    this.modifications = new AdyenModifications(client, parsed)
    this.disputes = new AdyenDisputes(client, parsed)
    this.methods = new AdyenStoredMethods(client, parsed)
  }

  // --- before money is reserved

  async initiatePayment({
    amount,
    currency_code,
    data,
    context,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const money = amountOf(amount, currency_code)
    const { flow, sessionId, returnUrl, shopper } = openingOf(data, context, this.options)
    // Refused now rather than when the shopper pays, and before it is at rest anywhere.
    if (data?.["state_data"] !== undefined) this.sessions.stateData(data["state_data"])
    const session = flow === "sessions" ? await this.payments.openSession(money, sessionId, returnUrl, shopper) : null
    const wantsMethods = flow === "advanced" && data?.["state_data"] === undefined
    const adyen: AdyenData = {
      flow,
      session_id: sessionId,
      amount: money,
      environment: this.options.environment,
      client_key: this.options.clientKey,
      shopper_reference: shopper.reference,
      session,
      session_result: null,
      payment_methods: wantsMethods ? await this.payments.paymentMethods(money, sessionId, shopper) : null,
      payment: null,
      declined: null,
      in_doubt: false,
    }
    return { id: session?.id ?? sessionId, data: { ...withAdyenData(undefined, adyen), return_url: returnUrl } }
  }

  /** Takes another amount, or goes on with what the page has to say: see `session-command.ts`. */
  async updatePayment({ amount, currency_code, data, context }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const adyen = ours(data)
    const money = amountOf(amount, currency_code)
    if (money.value !== adyen.amount.value || money.currency !== adyen.amount.currency) {
      if (adyen.payment !== null || adyen.in_doubt) throw alreadyBegun(adyen)
      // A session cannot be changed at Adyen. Another one is opened; the old one cannot be paid without its data.
      const opened = await this.initiatePayment({
        amount,
        currency_code,
        data: { ...data, session_id: adyen.session_id, flow: adyen.flow },
        context: { account_holder: holderOf(adyen), ...context },
      })
      return { data: { ...data, ...opened.data } }
    }
    return this.sessions.follow(data, adyen, readSessionCommand(data?.["adyen_command"]))
  }

  async authorizePayment({ data }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput & MoneyCallAnswer> {
    const adyen = ours(data)
    return this.sessions.answered(data, adyen, await this.sessions.stand(data, adyen))
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const adyen = ours(data)
    try {
      const { state_data: _unasked, ...asked } = data ?? {}
      return this.sessions.answered(data, adyen, await this.sessions.stand(asked, adyen))
    } catch (error) {
      if (providerFailureOf(error)?.kind !== "declined") throw error
      return { status: "error" as PaymentSessionStatus, data: withAdyenData(data, adyen) }
    }
  }

  /** Adyen has no call that reads a payment: what is known is what was answered and what webhooks told. */
  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: withAdyenData(data, ours(data)) }
  }

  async deletePayment({ data, context }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const adyen = adyenDataOf(data)
    // A session that nobody paid ends by itself. What is reserved, or may be, is let go.
    const mayBeReserved = adyen !== null && (adyen.payment ?? this.sessions.heardOf(adyen)) !== null
    if (mayBeReserved || adyen?.in_doubt)
      await this.cancelPayment({ ...(data && { data }), ...(context && { context }) })
    return { data: data ?? {} }
  }

  // --- moving money: asked for here, confirmed by webhook

  async capturePayment(input: CapturePaymentInput & Amounts): Promise<CapturePaymentOutput & MoneyCallAnswer> {
    const adyen = ours(input.data)
    const key = keyOf(input, "capture")
    const amount = input.amount ?? (await captureAmountOf(this.container, key))
    const outcome = await this.modifications.request(
      "captures",
      await this.pspOf(input.data, adyen),
      key,
      sameCurrency(amount, input, adyen),
    )
    return moved(input.data, adyen, outcome)
  }

  async refundPayment(input: RefundPaymentInput & Amounts): Promise<RefundPaymentOutput & MoneyCallAnswer> {
    const adyen = ours(input.data)
    const amount = sameCurrency(input.amount, input, adyen)
    return moved(
      input.data,
      adyen,
      await this.modifications.request("refunds", await this.pspOf(input.data, adyen), keyOf(input, "refund"), amount),
    )
  }

  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput & MoneyCallAnswer> {
    const adyen = adyenDataOf(input.data)
    if (adyen === null) return { data: input.data ?? {} }
    return moved(input.data, adyen, await this.cancel(input.data, adyen, keyOf(input, "cancel", adyen.session_id)))
  }

  /** Cancels or refunds, whichever the payment allows: Adyen decides. Not for payments with several captures. */
  async reversePayment(input: CancelPaymentInput): Promise<Requested> {
    const adyen = ours(input.data)
    return moved(
      input.data,
      adyen,
      await this.modifications.request("reversals", await this.pspOf(input.data, adyen), keyOf(input, "reverse"), null),
    )
  }

  /** Changes how much is reserved, where the scheme and the account allow it. The webhook says whether. */
  async changeAuthorizedAmount(input: CapturePaymentInput & MoneyCallInput): Promise<Requested> {
    const adyen = ours(input.data)
    const amount = sameCurrency(input.amount, input, adyen)
    const key = keyOf(input, "change")
    return moved(
      input.data,
      adyen,
      await this.modifications.request("amountUpdates", await this.pspOf(input.data, adyen), key, amount),
    )
  }

  // --- what became of it

  /**
   * Adyen has no call that reads what a key did. The same call with the same key is its look-up: it is answered as the
   * first was, and done if the first never arrived, which is what was wanted. Only while Adyen keeps the key; after that
   * the answer is `unknown`, because repeating would be doing it again.
   */
  async findMoneyCall(asked: MoneyCallAsked): Promise<MoneyOutcome> {
    try {
      return await this.lookUp(asked)
    } catch (error) {
      const failure = providerFailureOf(error)
      if (failure?.kind === "declined" || failure?.kind === "invalid_request") {
        return { state: "failed", code: failure.code, message: failure.message }
      }
      return { state: "unknown" }
    }
  }

  private async lookUp(asked: MoneyCallAsked): Promise<MoneyOutcome> {
    const adyen = adyenDataOf(asked.data)
    // Opening a session moves nothing, and nobody can pay one whose data never arrived here.
    if (asked.act === "initiate")
      return adyen?.session ? { state: "confirmed", reference: adyen.session.id } : { state: "absent" }
    if (adyen === null) return { state: "unknown" }
    if (!(Date.now() - Date.parse(asked.sentAt) < KEY_LIVES_MS)) return { state: "unknown" }
    if (asked.act === "authorize") {
      const found = await this.sessions.stand(asked.data, adyen)
      // Whoever looks up asks for the status next, with data that does not know the answer yet.
      this.heard.remember(adyen, found.payment)
      return outcomeOf(found)
    }
    if (asked.act === "cancel") return this.cancel(asked.data, adyen, asked.idempotencyKey)
    const amount = amountOf(asked.amount, asked.currencyCode)
    const act = asked.act === "capture" ? "captures" : "refunds"
    return this.modifications.request(act, await this.pspOf(asked.data, adyen), asked.idempotencyKey, amount)
  }

  async readWebhook(raw: RawWebhook): Promise<Outcome<readonly ProviderFact[]>> {
    const read = readWebhook(raw, this.options)
    if (read.ok) this.heard.hear(read.value)
    return read
  }

  /** Medusa's own webhook route asks this. Captures and refunds are not reported to it: it would do them again. */
  async getWebhookActionAndData({ rawData, headers }: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const read = await this.readWebhook({ body: rawData.toString(), headers: headers as RawWebhook["headers"] })
    if (!read.ok) throw failureOfRefusal(read)
    return webhookActionOf(read.value)
  }

  async answerDispute(answer: DisputeAnswer): Promise<Outcome<null>> {
    return this.disputes.answer(answer)
  }

  async compareReport(asked: ReportAsked): Promise<Outcome<ReportCompared>> {
    return compareReport(this.options, this.logger, asked)
  }

  // --- saved methods. Adyen knows a shopper by the shop's own reference, so an account holder is no call.

  async createAccountHolder({ context }: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    const { id } = context.customer
    return { id, data: { shopper_reference: id } }
  }

  async updateAccountHolder({ context }: UpdateAccountHolderInput): Promise<UpdateAccountHolderOutput> {
    return { data: context.account_holder.data }
  }

  async deleteAccountHolder(): Promise<DeleteAccountHolderOutput> {
    return {}
  }

  async listPaymentMethods({ context }: ListPaymentMethodsInput): Promise<ListPaymentMethodsOutput> {
    return this.methods.list(context)
  }

  async savePaymentMethod({ context, data }: SavePaymentMethodInput): Promise<SavePaymentMethodOutput> {
    return this.methods.save(context, this.sessions.stateData(data?.["state_data"]))
  }

  async deletePaymentMethod({ context, data }: DeletePaymentMethodInput): Promise<DeletePaymentMethodOutput> {
    await this.methods.remove(context, data.id)
    return {}
  }

  private cancel(data: Readonly<Data> | undefined, adyen: AdyenData, key: string) {
    const pspReference = pspIn(data, adyen) ?? this.sessions.heardOf(adyen)?.payment?.psp_reference ?? null
    return pspReference === null
      ? this.modifications.cancelByReference(adyen, key)
      : this.modifications.request("cancels", pspReference, key, null)
  }

  /** Adyen's reference of the payment, by whoever knows it: the data, a webhook, or Adyen's own answer about the session. */
  private async pspOf(data: Readonly<Data> | undefined, adyen: AdyenData): Promise<string> {
    const known = pspIn(data, adyen)
    if (known !== null) return known
    const { payment } = await this.sessions.stand({}, adyen)
    if (payment?.psp_reference) return payment.psp_reference
    throw notAuthorized(adyen)
  }
}

const holderOf = ({ shopper_reference }: AdyenData) => ({ data: { shopper_reference } })

/** The payment's data as it was, with the id it is known by: a webhook may have given it. */
const moved = (data: Data | undefined, adyen: AdyenData, outcome: MoneyOutcome): Requested => {
  const kept = withAdyenData(data, adyen)
  return { data: { ...kept, id: pspIn(data, adyen) ?? kept["id"] }, outcome }
}

function outcomeOf({ standing, payment }: Standing): MoneyOutcome {
  const reference = payment?.psp_reference ?? null
  if (standing === "authorized" && reference !== null) return { state: "confirmed", reference }
  if (standing === "canceled") {
    return { state: "failed", code: "payment_canceled", message: "The shopper canceled, or the session expired." }
  }
  if (standing === "pending") return { state: "absent" }
  // Nothing is reserved before the shopper did what the bank asks. The next try is answered with the question again.
  if (standing === "requires_more") {
    return { state: "failed", code: "payment_requires_action", message: "The shopper has to confirm the payment." }
  }
  return reference === null ? { state: "unknown" } : { state: "requested", reference }
}

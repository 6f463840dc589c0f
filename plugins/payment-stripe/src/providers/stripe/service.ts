import {
  ProviderFailure,
  type DisputeAnswer,
  type MoneyCallAnswer,
  type MoneyCallAsked,
  type MoneyCallInput,
  type PaymentPort,
  type RawWebhook,
} from "@holdfast/kernel"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  CreateAccountHolderInput,
  DeleteAccountHolderInput,
  DeletePaymentInput,
  DeletePaymentMethodInput,
  GetPaymentStatusInput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ListPaymentMethodsInput,
  Logger,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrieveAccountHolderInput,
  RetrievePaymentInput,
  SavePaymentMethodInput,
  UpdateAccountHolderInput,
  UpdatePaymentInput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, MedusaError } from "@medusajs/framework/utils"
import Stripe from "stripe"
import { AccountHolders } from "./account-holders"
import { captureAmountOf, type CaptureReader } from "./capture-amount"
import { answerDispute } from "./dispute-desk"
import { declined } from "./failure-of"
import { keyed } from "./idempotency-key"
import { intentParameters } from "./intent-parameters"
import { captureMark, lookUp } from "./money-look-up"
import { parseOptions, type StripeOptions } from "./options"
import { readWebhook } from "./read-webhook"
import { toData } from "./session-data"
import { sessionStatusOf } from "./session-status"
import { currencyOf, fromStripeAmount, toStripeAmount } from "./stripe-amount"
import { StripeClient } from "./stripe-client"
import { webhookActionOf } from "./webhook-action"

type Cradle = { readonly logger?: Pick<Logger, "warn">; readonly captureService?: CaptureReader }
type Data = Readonly<Record<string, unknown>>

const CHARGE = { expand: ["latest_charge"] }

/** Stripe for Medusa's payment module, and for ours. */
export class StripePaymentProvider extends AbstractPaymentProvider implements PaymentPort {
  static override identifier = "stripe"

  /** Medusa calls this at boot: a missing option stops the server, not the first checkout. */
  static override validateOptions(options: Record<string, unknown>): void {
    parseOptions(options)
  }

  private readonly options: StripeOptions
  private readonly client: StripeClient
  private readonly holders: AccountHolders

  constructor(
    private readonly cradle: Cradle,
    options: Record<string, unknown>,
  ) {
    super(cradle, options)
    this.options = parseOptions(options)
    this.client = new StripeClient(this.options, cradle.logger)
    this.holders = new AccountHolders(this.client)
  }

  async initiatePayment({
    amount,
    currency_code,
    data,
    context,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const asked = data ?? {}
    const holder = context?.account_holder?.data["id"]
    const parameters = intentParameters(this.options, asked, {
      amount: toStripeAmount(amount, currency_code, this.options.roundToStep),
      currency: currency_code.toLowerCase(),
      customer: typeof holder === "string" ? holder : undefined,
    })
    const caller = context?.idempotency_key ?? textIn(asked, "session_id")
    if (caller !== undefined) parameters.metadata = { ...parameters.metadata, initiate_key: caller }
    const once = keyed("initiate", caller, parameters)
    const intent = await this.client.ask("open the payment", (sdk) => sdk.paymentIntents.create(parameters, once))
    return { id: intent.id, status: this.statusOf(intent), data: toData(intent, this.options) }
  }

  async updatePayment({ amount, currency_code, data }: UpdatePaymentInput) {
    const wanted = toStripeAmount(amount, currency_code, this.options.roundToStep)
    if (data?.["amount"] === wanted && data["currency"] === currency_code.toLowerCase()) return { data }
    const intent = await this.client.ask("change the amount of the payment", (sdk) =>
      sdk.paymentIntents.update(intentIn(data), { amount: wanted, ...CHARGE }),
    )
    return this.answer(intent)
  }

  /** Reads what the shopper's client did; a saved method that nobody confirmed yet is confirmed here. */
  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const intent = await this.read(intentIn(data))
    if (intent.status === "requires_confirmation") return this.answer(await this.confirm(intent, data ?? {}, context))
    if (intent.status === "requires_payment_method" && intent.last_payment_error) throw declinedBy(intent)
    return this.answer(intent)
  }

  async capturePayment(
    input: CapturePaymentInput & Partial<MoneyCallInput>,
  ): Promise<CapturePaymentOutput & MoneyCallAnswer> {
    const { data, context } = input
    const id = intentIn(data)
    const key = context?.idempotency_key
    const decimal = input.amount ?? (await captureAmountOf(this.cradle.captureService, key))
    const currency = input.currency_code ?? textIn(data ?? {}, "currency") ?? ""
    const amount = toStripeAmount(decimal, currency, this.options.roundToStep)
    // Without several captures the first releases the rest, whatever is wanted of it.
    const keepsRest =
      data?.["multicapture"] === true && input.final !== true && amount < wholeIn(data, "amount_capturable")
    const once = keyed("capture", key)
    const intent = await this.client.ask("capture the payment", (sdk) =>
      sdk.paymentIntents.capture(
        id,
        {
          amount_to_capture: amount,
          ...(keepsRest && { final_capture: false }),
          ...(key !== undefined && {
            metadata: { capture_key: key, capture_amount: amount, [captureMark(key)]: amount },
          }),
          ...CHARGE,
        },
        once,
      ),
    )
    return { ...this.answer(intent), outcome: this.confirmed(intent.id, amount, currency) }
  }

  async refundPayment(
    input: RefundPaymentInput & Partial<MoneyCallInput>,
  ): Promise<RefundPaymentOutput & MoneyCallAnswer> {
    const { data, context } = input
    const id = intentIn(data)
    const key = context?.idempotency_key
    const currency = input.currency_code ?? textIn(data ?? {}, "currency") ?? ""
    const amount = toStripeAmount(input.amount, currency, this.options.roundToStep)
    const once = keyed("refund", key)
    const refund = await this.client.ask("refund the payment", (sdk) =>
      sdk.refunds.create(
        { payment_intent: id, amount, ...(key !== undefined && { metadata: { refund_key: key, refund_id: key } }) },
        once,
      ),
    )
    if (refund.status === "succeeded")
      return { data: { ...data }, outcome: this.confirmed(refund.id, amount, currency) }
    if (refund.status !== "failed" && refund.status !== "canceled") {
      return { data: { ...data }, outcome: { state: "requested", reference: refund.id } }
    }
    throw new ProviderFailure(
      "declined",
      "refund_failed",
      `The bank did not take refund ${refund.id}: ${refund.failure_reason ?? refund.status}. Pay the shopper another way.`,
      "The refund did not come through. The shop will find another way.",
      refund.failure_reason ?? null,
    )
  }

  async cancelPayment({ data, context }: CancelPaymentInput): Promise<CancelPaymentOutput & MoneyCallAnswer> {
    // A session that never got as far as Stripe holds nothing there.
    const id = textIn(data ?? {}, "id")
    if (id === undefined) return { data: { ...data } }
    const once = keyed("cancel", context?.idempotency_key)
    const intent = await this.client.ask("cancel the payment", (sdk) => cancelOnce(sdk, id, once))
    return { ...this.answer(intent), outcome: { state: "confirmed", reference: intent.id } }
  }

  deletePayment(input: DeletePaymentInput) {
    return this.cancelPayment(input)
  }

  async retrievePayment({ data }: RetrievePaymentInput) {
    return this.answer(await this.read(intentIn(data)))
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput) {
    return this.answer(await this.read(intentIn(data)))
  }

  /** Holds more of the same card, where it can: the whole amount that is to be authorized then. */
  async incrementAuthorization(
    input: MoneyCallInput & { readonly data: Data; readonly context?: { idempotency_key?: string } },
  ) {
    const amount = toStripeAmount(input.amount, input.currency_code, this.options.roundToStep)
    const once = keyed("increment", input.context?.idempotency_key, amount)
    const intent = await this.client.ask("authorize more", (sdk) =>
      sdk.paymentIntents.incrementAuthorization(
        intentIn(input.data),
        { amount, metadata: { incremented: "true" }, ...CHARGE },
        once,
      ),
    )
    return this.answer(intent)
  }

  createAccountHolder(input: CreateAccountHolderInput) {
    return this.holders.create(input)
  }
  retrieveAccountHolder(input: RetrieveAccountHolderInput) {
    return this.holders.retrieve(input)
  }
  updateAccountHolder(input: UpdateAccountHolderInput) {
    return this.holders.update(input)
  }
  deleteAccountHolder(input: DeleteAccountHolderInput) {
    return this.holders.delete(input)
  }
  listPaymentMethods(input: ListPaymentMethodsInput) {
    return this.holders.listMethods(input)
  }
  savePaymentMethod(input: SavePaymentMethodInput) {
    return this.holders.saveMethod(input)
  }
  deletePaymentMethod(input: DeletePaymentMethodInput) {
    return this.holders.deleteMethod(input)
  }

  findMoneyCall(asked: MoneyCallAsked) {
    return lookUp(this.client, asked)
  }

  async readWebhook(raw: RawWebhook) {
    return readWebhook(raw, this.options)
  }

  answerDispute(answer: DisputeAnswer) {
    return answerDispute(this.client, answer)
  }

  async getWebhookActionAndData(payload: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const facts = await this.readWebhook({
      body: payload.rawData.toString(),
      headers: payload.headers as RawWebhook["headers"],
    })
    if (facts.ok) return webhookActionOf(facts.value)
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, `${facts.message} ${facts.nextStep}`, facts.code)
  }

  private confirm(intent: Stripe.PaymentIntent, data: Data, context: AuthorizePaymentInput["context"]) {
    const returnUrl = textIn(data, "return_url")
    const parameters: Stripe.PaymentIntentConfirmParams = {
      ...(data["off_session"] === true && { off_session: true }),
      ...(returnUrl === undefined ? { use_stripe_sdk: true } : { return_url: returnUrl }),
      ...CHARGE,
    }
    // Each try of the shopper's makes a charge, so a second try after a no is a call of its own.
    const attempt = { ...parameters, method: intent.payment_method, after: intent.latest_charge }
    const once = keyed("authorize", context?.idempotency_key, attempt)
    return this.client.ask("authorize the payment", (sdk) => sdk.paymentIntents.confirm(intent.id, parameters, once))
  }

  private read(id: string) {
    return this.client.ask("read the payment", (sdk) => sdk.paymentIntents.retrieve(id, CHARGE))
  }

  private statusOf(intent: Stripe.PaymentIntent) {
    return sessionStatusOf(intent, this.options.delayedMethods)
  }

  private answer(intent: Stripe.PaymentIntent) {
    return { status: this.statusOf(intent), data: toData(intent, this.options) }
  }

  private confirmed(reference: string, amount: number, currency: string) {
    const decimal = fromStripeAmount(amount, currencyOf(currency))
    return { state: "confirmed", reference, ...(decimal !== null && { amount: decimal }) } as const
  }
}

/** Cancels, or finds that it is canceled already: the second asker wants what the first got. */
async function cancelOnce(sdk: Stripe, id: string, once: Stripe.RequestOptions): Promise<Stripe.PaymentIntent> {
  try {
    return await sdk.paymentIntents.cancel(id, {}, once)
  } catch (error) {
    const intent = error instanceof Stripe.errors.StripeError ? error.payment_intent : undefined
    if (intent?.status === "canceled") return intent
    throw error
  }
}

function declinedBy(intent: Stripe.PaymentIntent): ProviderFailure {
  const error = intent.last_payment_error
  const [kind, code, nextStep, shopper] = declined({ code: error?.code, declineCode: error?.decline_code })
  const because = error?.decline_code ?? error?.code ?? null
  return new ProviderFailure(
    kind,
    code,
    `The bank declined ${intent.id}${because === null ? "" : ` (${because})`}. ${nextStep}`,
    shopper ?? "The payment was declined. Try another card or another way to pay.",
    because,
  )
}

function intentIn(data: Data | undefined): string {
  const id = textIn(data ?? {}, "id")
  if (id !== undefined) return id
  throw new ProviderFailure(
    "invalid_request",
    "payment_unknown",
    "The payment session has no PaymentIntent. Initiate the payment again.",
    "The payment could not be found. Please start it again.",
  )
}

const textIn = (data: Data, name: string): string | undefined => {
  const value = data[name]
  return typeof value === "string" && value !== "" ? value : undefined
}

const wholeIn = (data: Data, name: string): number => {
  const value = data[name]
  return typeof value === "number" ? value : 0
}

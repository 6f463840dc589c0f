import { AbstractPaymentProvider, MedusaError } from "@medusajs/framework/utils"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  BigNumberInput,
  CancelPaymentInput,
  CapturePaymentInput,
  DeletePaymentInput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  PaymentProviderInput,
  PaymentProviderOutput,
  PaymentSessionStatus,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RetrievePaymentInput,
  UpdatePaymentInput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import {
  canonicalHash,
  done,
  expectDone,
  moneyFromMedusa,
  providerFailureOf,
  refuse,
  type DisputeAnswer,
  type MedusaAmount,
  type MoneyAct,
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
import { compareLines, type SandboxReport } from "./compare-lines"
import { failure, SandboxClient, type SandboxCall, type SandboxPayment } from "./client"
import { parseOptions, type TestPaymentOptions } from "./options"
import { decimalOf, readWebhook } from "./read-webhook"

interface Cradle {
  readonly captureService?: {
    retrieve(id: string): Promise<{ readonly amount: unknown; readonly raw_amount: unknown }>
  }
}

/**
 * A payment provider for tests, whose other side is `sandboxes/payment-test`.
 *
 * A session's data may say what its payment shall meet: `{ scenarios: { authorize: ["decline"], capture: ["ok"] } }`.
 */
export class TestPaymentProvider extends AbstractPaymentProvider implements PaymentPort {
  static override identifier = "payment-test"

  static override validateOptions(options: Record<string, unknown>): void {
    parseOptions(options)
  }

  private readonly options: TestPaymentOptions
  private readonly client: SandboxClient

  constructor(
    private readonly cradle: Cradle,
    options: Record<string, unknown>,
  ) {
    super(cradle as Record<string, unknown>, options)
    this.options = parseOptions(options)
    this.client = new SandboxClient(this.options)
  }

  async initiatePayment({
    amount,
    currency_code,
    data,
    context,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const asked = {
      session_id: data?.["session_id"] ?? null,
      amount_minor: minorOf(amount, currency_code),
      currency: currency_code.toUpperCase(),
      scenarios: data?.["scenarios"] ?? {},
    }
    const key = `initiate:${expectDone(canonicalHash([context?.idempotency_key ?? null, asked]))}`
    const payment = await this.client.post("/payments", asked, key)
    return { id: payment.id, data: dataOf(payment, asked.session_id), status: "pending" as PaymentSessionStatus }
  }

  async updatePayment({ amount, currency_code, data }: UpdatePaymentInput): Promise<PaymentProviderOutput> {
    const asked = { amount_minor: minorOf(amount, currency_code) }
    const payment = await this.client.post(`/payments/${referenceOf(data)}`, asked)
    return { data: { ...data, ...dataOf(payment) } }
  }

  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput & MoneyCallAnswer> {
    const path = `/payments/${referenceOf(data)}/authorize`
    const payment = await this.client.post(path, {}, sentKey("authorize", tryOf(context?.idempotency_key, data)))
    const outcome: MoneyOutcome = { state: "confirmed", reference: payment.id, ...authorizedAmount(payment) }
    return { data: { ...data, ...dataOf(payment) }, status: statusOf(payment), outcome }
  }

  async capturePayment(
    input: CapturePaymentInput & Partial<MoneyCallInput>,
  ): Promise<PaymentProviderOutput & MoneyCallAnswer> {
    const key = input.context?.idempotency_key
    const asked = { amount_minor: await this.captureAmount(input), final: input.final ?? false }
    const payment = await this.client.post(
      `/payments/${referenceOf(input.data)}/captures`,
      asked,
      sentKey("capture", key),
    )
    return { data: { ...input.data, ...dataOf(payment) }, outcome: movedOutcome(payment) }
  }

  async refundPayment({ amount, data, context }: RefundPaymentInput): Promise<PaymentProviderOutput & MoneyCallAnswer> {
    const asked = { amount_minor: minorOf(amount, currencyOf(data)) }
    const path = `/payments/${referenceOf(data)}/refunds`
    const payment = await this.client.post(path, asked, sentKey("refund", context?.idempotency_key))
    return { data: { ...data, ...dataOf(payment) }, outcome: movedOutcome(payment) }
  }

  async cancelPayment({ data, context }: CancelPaymentInput): Promise<PaymentProviderOutput> {
    const path = `/payments/${referenceOf(data)}/cancel`
    const payment = await this.client.post(path, {}, sentKey("cancel", context?.idempotency_key))
    return { data: { ...data, ...dataOf(payment) } }
  }

  async deletePayment({ data }: DeletePaymentInput): Promise<PaymentProviderOutput> {
    // A session that never reached the provider has nothing there to close.
    if (typeof data?.["id"] !== "string") return { data: data ?? {} }
    return this.cancelPayment({ data, context: { idempotency_key: `delete_${data["id"]}` } })
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<PaymentProviderOutput> {
    return { data: { ...data, ...dataOf(await this.read(data)) } }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const payment = await this.read(data)
    return { status: statusOf(payment), data: { ...data, ...dataOf(payment) } }
  }

  /** For shops without our payment module. */
  async getWebhookActionAndData({ rawData, headers }: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const facts = await this.readWebhook({ body: String(rawData), headers: headers as RawWebhook["headers"] })
    if (!facts.ok) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, facts.message, facts.code)
    const [fact] = facts.value
    const action = fact && ACTIONS[fact.kind]
    if (!action || !fact.sessionId || fact.amount === null) return { action: "not_supported" }
    return { action, data: { session_id: fact.sessionId, amount: fact.amount } }
  }

  readWebhook(raw: RawWebhook): Promise<Outcome<readonly ProviderFact[]>> {
    return Promise.resolve(readWebhook(raw, this.options.webhookSecret))
  }

  async findMoneyCall({ act, idempotencyKey }: MoneyCallAsked): Promise<MoneyOutcome> {
    const key = encodeURIComponent(sentKey(act, idempotencyKey))
    try {
      return foundOutcome(await this.client.get<SandboxCall>(`/calls/${key}`))
    } catch (error) {
      return providerFailureOf(error)?.code === "call_unknown" ? { state: "absent" } : { state: "unknown" }
    }
  }

  async answerDispute(answer: DisputeAnswer): Promise<Outcome<null>> {
    const what = answer.act === "accept" ? "accept" : "evidence"
    const body = answer.act === "accept" ? {} : { evidence: answer.evidence }
    const key = sentKey("dispute", answer.idempotencyKey)
    try {
      await this.client.post(`/disputes/${encodeURIComponent(answer.disputeReference)}/${what}`, body, key)
      return done(null)
    } catch (error) {
      const failed = providerFailureOf(error)
      if (!failed) throw error
      return refuse("dispute_not_answered", failed.message, "See the dispute at the provider, and send it again.")
    }
  }

  async compareReport({ fact, recorded }: ReportAsked): Promise<Outcome<ReportCompared>> {
    const report = fact.reference ?? ""
    try {
      const { lines } = await this.client.get<SandboxReport>(`/reports/${encodeURIComponent(report)}`)
      return done({ report, ...compareLines(lines, await recorded(lines.map(({ reference }) => reference))) })
    } catch (error) {
      const failed = providerFailureOf(error)
      if (!failed) throw error
      return refuse("report_not_fetched", failed.message, "It is fetched again in a moment.")
    }
  }

  private read(data: PaymentProviderInput["data"]): Promise<SandboxPayment> {
    return this.client.get(`/payments/${referenceOf(data)}`)
  }

  /** Medusa does not say how much is captured; the row that it wrote does, and nothing is ever captured by guess. */
  private async captureAmount({ amount, currency_code, data, context }: CapturePaymentInput & Partial<MoneyCallInput>) {
    if (amount !== undefined) return minorOf(amount, currency_code ?? currencyOf(data))
    const capture = context?.idempotency_key
      ? await this.cradle.captureService?.retrieve(context.idempotency_key).catch(() => undefined)
      : undefined
    const told = capture?.raw_amount ?? capture?.amount
    if (told === undefined || told === null) {
      throw failure("invalid_request", "capture_amount_unknown", "The amount of the capture is not known. Name it.")
    }
    return minorOf(told as BigNumberInput, currencyOf(data))
  }
}

const ACTIONS: Partial<Record<ProviderFact["kind"], WebhookActionResult["action"]>> = {
  "payment.authorized": "authorized",
  "payment.pending": "pending",
  "payment.requires_action": "requires_more",
  "payment.declined": "failed",
  "payment.voided": "canceled",
  "capture.confirmed": "captured",
}

/** Computed tax has more digits than money has. */
const minorOf = (amount: BigNumberInput, currencyCode: string): string =>
  expectDone(moneyFromMedusa(amount as MedusaAmount, currencyCode, "half_up")).amountMinor.toString()

function currencyOf(data: PaymentProviderInput["data"]): string {
  const currency = data?.["currency"]
  return typeof currency === "string" ? currency : ""
}

function referenceOf(data: PaymentProviderInput["data"]): string {
  const id = data?.["id"]
  if (typeof id === "string" && id !== "") return encodeURIComponent(id)
  throw failure(
    "invalid_request",
    "payment_reference_missing",
    "The session has no payment at the provider. Make a new session.",
  )
}

function sentKey(act: MoneyAct | "dispute", key: string | undefined): string {
  if (key) return `${act}:${key}`
  throw failure("invalid_request", "idempotency_key_missing", "The call has no key. Give context.idempotency_key.")
}

/**
 * Medusa asks with the session's id each time, also after the shopper has confirmed; then the first answer would be given
 * for ever. A shop with our payment module has a key for each try.
 */
const tryOf = (key: string | undefined, data: PaymentProviderInput["data"]): string | undefined =>
  key?.startsWith("payses_") ? `${key}:${String(data?.["status"])}` : key

/** What is kept of the payment: no more than what is needed to speak of it again. */
const dataOf = (payment: SandboxPayment, sessionId: unknown = payment.session_id) => ({
  id: payment.id,
  session_id: sessionId,
  currency: payment.currency,
  status: payment.status,
  authorized: decimalOf(payment.authorized_minor, payment.currency),
  expires_at: payment.expires_at,
})

function statusOf(payment: SandboxPayment): PaymentSessionStatus {
  const taken = payment.captured_minor !== "0" && payment.captured_minor === payment.authorized_minor
  if (payment.status === "authorized") return taken ? "captured" : "authorized"
  if (payment.status === "requires_action") return "requires_more"
  if (payment.status === "pending") return "pending_authorization"
  if (payment.status === "voided" || payment.status === "expired") return "canceled"
  return payment.status === "declined" ? "error" : "pending"
}

function movedOutcome(payment: SandboxPayment): MoneyOutcome {
  const reference = payment.movement ?? payment.id
  if (payment.movement_state === "requested") return { state: "requested", reference }
  const amount = payment.movement_amount_minor && decimalOf(payment.movement_amount_minor, payment.currency)
  return { state: "confirmed", reference, ...(amount && { amount }) }
}

function foundOutcome({ status, answer, movement }: SandboxCall): MoneyOutcome {
  if (status >= 300) return { state: "failed", code: answer.code ?? `status_${status}`, message: answer.message ?? "" }
  if (movement?.state === "failed") {
    return { state: "failed", code: "movement_failed", message: "The provider took the order, and it failed later." }
  }
  if (movement) return movedOutcome({ ...answer, movement_state: movement.state })
  return { state: "confirmed", reference: answer.id, ...authorizedAmount(answer) }
}

function authorizedAmount(payment: SandboxPayment): { amount?: string } {
  const amount = payment.status === "authorized" && decimalOf(payment.authorized_minor, payment.currency)
  return amount ? { amount } : {}
}

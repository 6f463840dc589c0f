import { startSandboxProcess, type SandboxProcess } from "../../../../../../sandboxes/kit"
import type { ContractWorld, MovedMoney, PaymentData } from "../../../../../../sandboxes/kit/payment-contract"
import { StripePaymentProvider } from "../service"
import { fromStripeAmount } from "../stripe-amount"

const SECRET = ["whsec", "of_the_shop"].join("_")
const NEW_SECRET = ["whsec", "that_comes_next"].join("_")

const METHODS = {
  accepted: "pm_card_visa",
  declined: "pm_card_chargeDeclinedInsufficientFunds",
  challenged: "pm_card_authenticationRequired",
  delayed: "pm_usBankAccount_success",
}

interface Books {
  readonly payment_intents: readonly { id: string; status: string; amount_received: number; currency: string }[]
  readonly refunds: readonly { payment_intent: string; status: string; amount: number }[]
}

export interface StripeWorld extends ContractWorld {
  readonly sandbox: SandboxProcess
  provide(options?: Record<string, unknown>, cradle?: Record<string, unknown>): StripePaymentProvider
  /** What Stripe.js does in the browser: with the publishable key, and the secret of the one intent. */
  confirm(
    data: PaymentData,
    method: string,
  ): Promise<{ readonly status: number; readonly json: Record<string, unknown> }>
}

/** The plugin, the real SDK in it, and Stripe's sandbox as a process of its own. */
export async function startStripeWorld(): Promise<StripeWorld> {
  const sandbox = await startSandboxProcess("stripe", { account: "shop" })
  const lines: string[] = []
  const logger = { warn: (line: string) => lines.push(line) }
  const provide = (options: Record<string, unknown> = {}, cradle: Record<string, unknown> = {}) =>
    new StripePaymentProvider(
      { logger, ...cradle },
      {
        apiKey: "sk_test_shop",
        publishableKey: "pk_test_shop",
        webhookSecret: SECRET,
        apiUrl: sandbox.url,
        timeoutMs: 1_000,
        totalTimeoutMs: 5_000,
        maxRetries: 0,
        retryDelayMs: 10,
        ...options,
      },
    )

  // The specification is compiled when it is first asked for, which takes longer than the tests let a call take.
  const warm = provide({ timeoutMs: 30_000 })
  const opened = await warm.initiatePayment({ amount: 10, currency_code: "eur", data: {} })
  const confirm: StripeWorld["confirm"] = async (data, method) => {
    const answer = await fetch(`${sandbox.url}/v1/payment_intents/${String(data["id"])}/confirm`, {
      method: "POST",
      headers: { authorization: "Bearer pk_test_shop", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        client_secret: String(data["client_secret"]),
        payment_method: method,
        return_url: "http://127.0.0.1/return",
      }),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
  await confirm({ ...opened.data }, METHODS.accepted)
  await warm.capturePayment({ data: { ...opened.data }, amount: "10.00", currency_code: "eur" })
  await warm.refundPayment({ data: { ...opened.data }, amount: "1.00" })
  await sandbox.reset()

  const books = async () => {
    const { accounts } = await sandbox.state()
    return (accounts["shop"] ?? { payment_intents: [], refunds: [] }) as Books
  }
  const moved = async ({ id }: PaymentData): Promise<MovedMoney> => {
    const { payment_intents: intents, refunds } = await books()
    const intent = intents.find((one) => one.id === id)
    const currency = intent?.currency ?? "eur"
    const back = refunds
      .filter((one) => one.payment_intent === id && one.status !== "failed")
      .reduce((sum, one) => sum + one.amount, 0)
    return {
      captured: fromStripeAmount(intent?.amount_received ?? 0, currency) ?? "",
      refunded: fromStripeAmount(back, currency) ?? "",
      voided: intent?.status === "canceled",
    }
  }

  return {
    sandbox,
    provider: provide(),
    patient: provide({ maxRetries: 3 }),
    rotated: provide({ webhookSecret: [NEW_SECRET, SECRET] }),
    provide,
    confirm,
    secret: SECRET,
    newSecret: NEW_SECRET,
    logged: () => lines.join("\n"),
    operations: { capture: "payment_intents.capture", refund: "refunds.create", cancel: "payment_intents.cancel" },
    confirms: "at_once",
    signatureHasTime: true,
    async pay(data, how) {
      await confirm(data, METHODS[how])
      return data
    },
    async answerChallenge(data, outcome) {
      await sandbox.post(`/3ds/${String(data["id"])}/complete`, { outcome })
      return data
    },
    async settleDelayed(data, outcome) {
      await sandbox.post(`/payment_intents/${String(data["id"])}/settle`, { outcome })
    },
    moved,
    async expire(data) {
      await sandbox.post(`/payment_intents/${String(data["id"])}/expire`)
    },
    async openDispute(data) {
      const dispute = (await sandbox.post("/disputes", { payment_intent: data["id"] })) as { id: string }
      return { reference: dispute.id }
    },
    async decideDispute(reference, outcome) {
      await sandbox.post(`/disputes/${reference}/decide`, { outcome })
    },
    async warnOfFraud(data) {
      await sandbox.post("/fraud-warnings", { payment_intent: data["id"] })
    },
    async unknownEvent() {
      await provide().createAccountHolder({ context: { customer: { id: "cus_1", email: "ada@example.com" } } })
      const [message] = await sandbox.take({ only: ["customer.created"], secrets: [SECRET] })
      return message!
    },
    stop: () => sandbox.stop(),
  }
}

import { startSandboxProcess } from "../../../../../../sandboxes/kit"
import type { ContractWorld, PaymentData } from "../../../../../../sandboxes/kit/payment-contract"
import { fromAdyenAmount } from "../domain/currencies"
import type { AdyenData } from "../domain/session-data"
import { AdyenPaymentProvider } from "../service"
import { signNotification } from "../sign-notification"

export const ACCOUNT = "HoldfastTest"
export const HMAC_KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"
const NEW_KEY = "55782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"

type Sandbox = Awaited<ReturnType<typeof startSandboxProcess>>
type Captures = Record<string, { readonly amount: number } | undefined>

export type AdyenWorld = ContractWorld & {
  readonly sandbox: Sandbox
  readonly provider: AdyenPaymentProvider
  readonly patient: AdyenPaymentProvider
  /** Another one with other options, such as a wrong key. */
  another(options: Record<string, unknown>): AdyenPaymentProvider
  /** The capture rows that Medusa's payment module would have, by id. */
  readonly captures: Captures
}

const CARDS = { visa: "4111" + "1".repeat(12), authenticating: "5454".repeat(4) }

/** What Adyen's components would hand over for a card of its test environment. */
export const stateData = (card: keyof typeof CARDS = "visa", more: Record<string, unknown> = {}) => ({
  paymentMethod: {
    type: "scheme",
    encryptedCardNumber: `test_${CARDS[card]}`,
    encryptedExpiryMonth: "test_03",
    encryptedExpiryYear: "test_2030",
    encryptedSecurityCode: "test_737",
    ...more,
  },
})

export const BROWSER = {
  origin: "https://shop.example",
  browserInfo: {
    acceptHeader: "*/*",
    colorDepth: 24,
    javaEnabled: false,
    language: "en",
    screenHeight: 900,
    screenWidth: 1600,
    timeZoneOffset: 0,
    userAgent: "test",
  },
}

export const adyenOf = (data: PaymentData): AdyenData => data["adyen"] as AdyenData

export const optionsFor = (url: string): Record<string, unknown> => ({
  apiKey: `adyen-sandbox-${ACCOUNT}`,
  merchantAccount: ACCOUNT,
  hmacKeys: [HMAC_KEY],
  returnUrl: "https://shop.example/checkout",
  clientKey: "test_CLIENTKEY",
  checkoutUrl: `${url}/v71`,
  disputeUrl: `${url}/ca/services/DisputeService/v30`,
  reportUser: "report",
  reportPassword: "secret",
  reportHosts: [new URL(url).host],
  timeoutMs: 1000,
  totalTimeoutMs: 20_000,
  maxTries: 1,
  retryDelayMs: 5,
})

/** The plugin against a sandbox of its own, over HTTP. */
export async function startAdyenWorld(): Promise<AdyenWorld> {
  const sandbox = await startSandboxProcess("adyen", { account: ACCOUNT })
  const lines: string[] = []
  const write = (message: string) => void lines.push(message)
  const logger = { debug: write, info: write, warn: write }
  const captures: Captures = {}
  const captureService = { retrieve: (id: string) => Promise.resolve(captures[id]) }
  const another = (options: Record<string, unknown>) =>
    new AdyenPaymentProvider({ logger, captureService }, { ...optionsFor(sandbox.url), ...options })
  const provider = another({})

  // The specification is compiled when it is first asked for, which takes longer than the tests let a call take.
  await warmUp(another({ timeoutMs: 60_000, totalTimeoutMs: 60_000 }))
  await sandbox.reset()

  const update = async (data: PaymentData, command: Record<string, unknown>): Promise<PaymentData> => {
    const money = fromAdyenAmount(adyenOf(data).amount)
    const answer = await provider.updatePayment({
      amount: money?.amount ?? "",
      currency_code: money?.currencyCode ?? "",
      data: { ...data, adyen_command: command },
    })
    return answer.data ?? {}
  }
  /** What Adyen's own page element does in the shopper's browser. */
  const onPage = async (data: PaymentData, path: string, body: Record<string, unknown>) => {
    const { session } = adyenOf(data)
    const answer = await fetch(
      `${sandbox.url}/checkoutshopper/v1/sessions/${session?.id}/${path}?clientKey=test_CLIENTKEY`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sessionData: session?.session_data, ...body }),
      },
    )
    return (await answer.json()) as { sessionResult?: string; action?: Record<string, unknown> }
  }
  const paymentOf = async (data: PaymentData) => {
    const { accounts } = await sandbox.state()
    const { payments } = accounts[ACCOUNT] as { payments: SandboxPayment[] }
    const found = payments.filter(({ merchantReference }) => merchantReference === adyenOf(data).session_id).at(-1)
    if (!found) throw new Error("The sandbox has no payment of this session.")
    return found
  }
  const finish = async (data: PaymentData, answer: { sessionResult?: string }) =>
    answer.sessionResult === undefined ? data : update(data, { session_result: answer.sessionResult })

  return {
    sandbox,
    provider,
    patient: another({ maxTries: 4 }),
    rotated: another({ hmacKeys: [HMAC_KEY, NEW_KEY] }),
    another,
    captures,
    logged: () => lines.join("\n"),
    operations: { capture: "payments.capture", refund: "payments.refund", cancel: "payments.cancel" },
    confirms: "by_webhook",
    signatureHasTime: false,
    secret: HMAC_KEY,
    newSecret: NEW_KEY,

    async pay(data, how) {
      if (how === "delayed") {
        const method = { type: "sepadirectdebit", ownerName: "J. Doe", iban: "NL13TEST0123456789" }
        return finish(data, await onPage(data, "payments", { paymentMethod: method }))
      }
      // Through the shop, so that it is the shop that sees the bank's question.
      if (how === "challenged") return update(data, { state_data: { ...stateData("authenticating"), ...BROWSER } })
      const holder = how === "declined" ? { holderName: "NOT_ENOUGH_BALANCE" } : {}
      return finish(data, await onPage(data, "payments", stateData("visa", holder)))
    },

    async answerChallenge(data, outcome) {
      const { pspReference } = await paymentOf(data)
      let answered = data
      while (adyenOf(answered).payment?.action) {
        const { details } = (await sandbox.post(`/3ds/${pspReference}`, { outcome })) as { details: object }
        answered = await update(answered, { details })
      }
      return answered
    },

    settleDelayed: async (data, outcome) => {
      await sandbox.post(`/payments/${(await paymentOf(data)).pspReference}/settle`, { outcome })
    },
    async moved(data) {
      const { captured, refunded, status, amount } = await paymentOf(data)
      const text = (value: number) => fromAdyenAmount({ currency: amount.currency, value })?.amount ?? ""
      return { captured: text(captured), refunded: text(refunded), voided: status === "cancelled" }
    },
    expire: async (data) => {
      await sandbox.post(`/payments/${(await paymentOf(data)).pspReference}/expire`)
    },
    async openDispute(data) {
      const { pspReference } = await paymentOf(data)
      const opened = (await sandbox.post("/disputes", { paymentPspReference: pspReference })) as {
        disputePspReference: string
      }
      return { reference: opened.disputePspReference }
    },
    decideDispute: async (reference, outcome) => {
      await sandbox.post(`/disputes/${reference}/decide`, { outcome })
    },
    warnOfFraud: async (data) => {
      await sandbox.post("/notify", {
        eventCode: "NOTIFICATION_OF_FRAUD",
        paymentPspReference: (await paymentOf(data)).pspReference,
      })
    },
    unknownEvent: async () =>
      signNotification(
        { eventCode: "SOMETHING_NEW", pspReference: "QFQTPCQ8HXSKGK82", merchantAccountCode: ACCOUNT },
        HMAC_KEY,
      ),
    stop: () => sandbox.stop(),
  }
}

async function warmUp(provider: AdyenPaymentProvider): Promise<void> {
  const session_id = "payses_warm"
  const { data } = await provider.initiatePayment({ amount: 10, currency_code: "eur", data: { session_id } })
  const paid = await provider.authorizePayment({ data: { ...advancedOf(data ?? {}), state_data: stateData() } })
  const asked = (key: string) => ({
    data: paid.data ?? {},
    context: { idempotency_key: key },
    amount: "5",
    currency_code: "eur",
  })
  await provider.capturePayment(asked("capt_warm"))
  await provider.refundPayment(asked("ref_warm"))
  await provider.cancelPayment(asked("pay_warm"))
  await provider.cancelPayment({ ...asked("pay_warm"), data: data ?? {} })
}

const advancedOf = (data: PaymentData): PaymentData => ({ adyen: { ...adyenOf(data), session: null } })

type SandboxPayment = {
  readonly pspReference: string
  readonly merchantReference: string
  readonly captured: number
  readonly refunded: number
  readonly status: string
  readonly amount: { readonly currency: string }
}

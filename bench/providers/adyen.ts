import { createHmac, randomUUID, timingSafeEqual } from "node:crypto"
import { AdyenPaymentProvider } from "@holdfast/payment-adyen"
import { startSandboxProcess } from "../../sandboxes/kit"
import { answered, contenderOf, MOVED, OPENED, SILENT, type Contender } from "./contender"

const ACCOUNT = "Bench"
const KEY = "ab".repeat(32)
const RETURN_URL = "https://shop.example/checkout"
/** As Adyen's components hand a card over: encrypted, for which its test environment has names. */
const CARD = {
  ...{ type: "scheme", encryptedCardNumber: `test_4111${"1".repeat(12)}`, encryptedExpiryMonth: "test_03" },
  ...{ encryptedExpiryYear: "test_2030", encryptedSecurityCode: "test_737" },
}

/** The plugin, which asks with `fetch` as well. */
export async function startAdyen(): Promise<Contender> {
  const sandbox = await startSandboxProcess("adyen", { account: ACCOUNT })
  const provider = new AdyenPaymentProvider(
    { logger: SILENT },
    {
      ...{ apiKey: `adyen-sandbox-${ACCOUNT}`, merchantAccount: ACCOUNT, hmacKeys: [KEY], returnUrl: RETURN_URL },
      checkoutUrl: `${sandbox.url}/v71`,
    },
  )
  const bare = async (path: string, asked: Readonly<Record<string, unknown>>) =>
    answered(
      await fetch(`${sandbox.url}/v71/${path}`, {
        method: "POST",
        headers: {
          ...{ "x-api-key": `adyen-sandbox-${ACCOUNT}`, "content-type": "application/json" },
          "idempotency-key": randomUUID(),
        },
        body: JSON.stringify({ merchantAccount: ACCOUNT, ...asked }),
      }),
    )
  const initiate = (data: Record<string, unknown>) =>
    provider.initiatePayment({
      ...{ amount: OPENED.decimal, currency_code: "eur", data: { session_id: `payses_${randomUUID()}`, ...data } },
      context: { idempotency_key: randomUUID() },
    })
  const openOurs = () => initiate({})
  const openPeer = () =>
    bare("sessions", {
      ...{ amount: { value: OPENED.minor, currency: "EUR" }, reference: `payses_${randomUUID()}` },
      ...{ returnUrl: RETURN_URL, countryCode: "NL", channel: "Web" },
    })
  const authorized = async () => {
    const opened = await initiate({ flow: "advanced" })
    const state = { state_data: { paymentMethod: CARD } }
    const { data = {} } = await provider.authorizePayment({ data: { ...opened.data, ...state } })
    const { payment } = data["adyen"] as { readonly payment: { readonly psp_reference: string } }
    return { id: payment.psp_reference, data }
  }
  const bareMove = (what: "captures" | "refunds") => (id: string) =>
    bare(`payments/${id}/${what}`, {
      amount: { value: MOVED.minor, currency: "EUR" },
      reference: `bench_${randomUUID()}`,
    })
  return contenderOf({
    ...{ name: "Adyen", sandbox, plugin: provider, open: { ours: openOurs, peer: openPeer }, authorized },
    bare: { capture: bareMove("captures"), refund: bareMove("refunds") },
    verify: async (side) => {
      await authorized()
      const [message] = await sandbox.take({ only: ["AUTHORISATION"], secrets: [KEY] })
      if (!message) throw new Error("The sandbox has told nothing.")
      const { body, headers } = message
      if (side === "ours") return async () => (await provider.readWebhook({ body, headers })).ok
      return () => {
        const { notificationItems } = JSON.parse(body) as { notificationItems: [{ NotificationRequestItem: Item }] }
        const [{ NotificationRequestItem: item }] = notificationItems
        const { pspReference, originalReference = "", merchantAccountCode, merchantReference, amount } = item
        const signed = [pspReference, originalReference, merchantAccountCode, merchantReference]
        const text = [...signed, amount.value, amount.currency, item.eventCode, item.success].join(":")
        const wanted = createHmac("sha256", Buffer.from(KEY, "hex")).update(text).digest()
        return timingSafeEqual(Buffer.from(item.additionalData.hmacSignature, "base64"), wanted)
      }
    },
  })
}

interface Item {
  readonly pspReference: string
  readonly originalReference?: string
  readonly merchantAccountCode: string
  readonly merchantReference: string
  readonly amount: { readonly value: number; readonly currency: string }
  readonly eventCode: string
  readonly success: string
  readonly additionalData: { readonly hmacSignature: string }
}

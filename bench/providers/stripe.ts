import { createHmac, randomUUID, timingSafeEqual } from "node:crypto"
import { StripePaymentProvider } from "@holdfast/payment-stripe"
import { startSandboxProcess } from "../../sandboxes/kit"
import { answered, contenderOf, MOVED, OPENED, SILENT, type Contender } from "./contender"

const [ACCOUNT, SECRET] = ["bench", ["whsec", "of_the_bench"].join("_")]
const CARD = "pm_card_visa"

/** The plugin with Stripe's SDK in it, beside `fetch`. */
export async function startStripe(): Promise<Contender> {
  const sandbox = await startSandboxProcess("stripe", { account: ACCOUNT })
  const provider = new StripePaymentProvider(
    { logger: SILENT },
    { apiKey: `sk_test_${ACCOUNT}`, webhookSecret: SECRET, apiUrl: sandbox.url },
  )
  const bare = async (path: string, form: Readonly<Record<string, string>>) =>
    answered(
      await fetch(`${sandbox.url}/v1/${path}`, {
        method: "POST",
        headers: {
          authorization: `Bearer sk_test_${ACCOUNT}`,
          "stripe-version": "2024-04-10",
          "idempotency-key": randomUUID(),
        },
        body: new URLSearchParams(form),
      }),
    )
  const openOurs = () =>
    provider.initiatePayment({
      ...{ amount: OPENED.decimal, currency_code: "eur", data: { session_id: `payses_${randomUUID()}` } },
      context: { idempotency_key: randomUUID() },
    })
  const openPeer = () =>
    bare("payment_intents", {
      ...{ amount: String(OPENED.minor), currency: "eur", capture_method: "manual", "expand[]": "latest_charge" },
      ...{ "automatic_payment_methods[enabled]": "true", "metadata[session_id]": `payses_${randomUUID()}` },
    })
  /** As Stripe's page element and the module's look at it leave it. */
  const authorized = async () => {
    const { id } = await openOurs()
    await bare(`payment_intents/${id}/confirm`, { payment_method: CARD, return_url: "https://shop.example" })
    const { data } = await provider.authorizePayment({ data: { id } })
    return { id, data: data ?? {} }
  }
  return contenderOf({
    ...{ name: "Stripe", sandbox, plugin: provider, open: { ours: openOurs, peer: openPeer }, authorized },
    bare: {
      capture: (id) =>
        bare(`payment_intents/${id}/capture`, { amount_to_capture: String(MOVED.minor), "expand[]": "latest_charge" }),
      refund: (id) => bare("refunds", { payment_intent: id, amount: String(MOVED.minor) }),
    },
    verify: async (side) => {
      await authorized()
      const [message] = await sandbox.take({ only: ["payment_intent.amount_capturable_updated"], secrets: [SECRET] })
      if (!message) throw new Error("The sandbox has told nothing.")
      const { body, headers } = message
      if (side === "ours") return async () => (await provider.readWebhook({ body, headers })).ok
      return () => {
        const [, time = "", given = ""] = /t=(\d+),v1=([0-9a-f]+)/.exec(String(headers["stripe-signature"])) ?? []
        const wanted = createHmac("sha256", SECRET).update(`${time}.${body}`).digest()
        return timingSafeEqual(Buffer.from(given, "hex"), wanted) && typeof JSON.parse(body) === "object"
      }
    },
  })
}

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import Stripe from "stripe"
import { SandboxClient, startSandbox, type RunningSandbox } from "../kit"
import { stripe as definition } from "./definition"

const SAMPLES = path.resolve(__dirname, "..", "..", "..", "shared", "specs", "stripe", "fixtures3.json")

let sandbox: RunningSandbox
let sdk: Stripe
let control: SandboxClient

beforeAll(async () => {
  sandbox = await startSandbox(definition)
  control = new SandboxClient(sandbox.url, sandbox.controlUrl, "golden")
  const { hostname: host, port } = new URL(sandbox.url)
  sdk = new Stripe("sk_test_golden", {
    apiVersion: "2024-04-10",
    host,
    port,
    protocol: "http",
    timeout: 60_000,
    telemetry: false,
  })
})
afterAll(() => sandbox.close())

/** Every kind of object, as the real SDK reads it from the sandbox. */
async function objects(): Promise<Record<string, object>> {
  const customer = await sdk.customers.create({ email: "ada@example.com" })
  const intent = await sdk.paymentIntents.create({
    amount: 5000,
    currency: "eur",
    payment_method: "pm_card_visa",
    confirm: true,
    return_url: "http://127.0.0.1/",
  })
  const refund = await sdk.refunds.create({ payment_intent: intent.id, amount: 100 })
  await control.post("/disputes", { payment_intent: intent.id })
  await control.post("/fraud-warnings", { payment_intent: intent.id })
  await sdk.paymentIntents.create({
    amount: 5000,
    currency: "eur",
    payment_method: "pm_card_riskLevelElevated",
    confirm: true,
    return_url: "http://127.0.0.1/",
  })
  const [charge] = (await sdk.charges.list({ payment_intent: intent.id })).data
  const [dispute] = (await sdk.disputes.list()).data
  const [review] = (await sdk.reviews.list()).data
  const [event] = (await sdk.events.list({ type: "radar.early_fraud_warning.created" })).data
  return {
    customer,
    payment_intent: intent,
    refund,
    charge: charge ?? {},
    dispute: dispute ?? {},
    review: review ?? {},
    event: event ?? {},
    "radar.early_fraud_warning": event?.data.object ?? {},
    payment_method: await sdk.paymentMethods.retrieve(charge?.payment_method ?? ""),
    balance_transaction: await sdk.balanceTransactions.retrieve(charge?.balance_transaction as string),
    setup_intent: await sdk.setupIntents.create({ customer: customer.id }),
    webhook_endpoint: await sdk.webhookEndpoints.create({ url: "http://127.0.0.1:1/hooks", enabled_events: ["*"] }),
  }
}

/** Members that Stripe's samples have and newer accounts do not, or only where something is expanded. */
const ABSENT = new Set(["charge.refunds", "charge.source", "payment_intent.source"])

const kindOf = (value: unknown) => (Array.isArray(value) ? "list" : typeof value)

describe("the sandbox's objects beside Stripe's own samples", () => {
  it("have the members of the 12 samples, each of the same kind where both have one", async () => {
    if (!existsSync(SAMPLES) && !process.env["CI"]) return
    const { resources } = JSON.parse(readFileSync(SAMPLES, "utf8")) as {
      resources: Record<string, Record<string, unknown>>
    }
    const made = await objects()
    expect(Object.keys(made)).toHaveLength(12)
    const differences = Object.entries(made).flatMap(([name, object]) =>
      Object.entries(resources[name] ?? {}).flatMap(([member, sample]) => {
        const place = `${name}.${member}`
        if (ABSENT.has(place)) return []
        if (!(member in object)) return [`${place} is missing`]
        const ours: unknown = Reflect.get(object, member)
        const differs = sample !== null && ours !== null && kindOf(ours) !== kindOf(sample)
        return differs ? [`${place} is ${kindOf(ours)}, and ${kindOf(sample)} at Stripe`] : []
      }),
    )
    expect(differences).toEqual([])
    expect((await control.state()).violations).toEqual([])
  })
})

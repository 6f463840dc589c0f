import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals"
import { providerFailureOf, type ProviderFact } from "@holdfast/kernel"
import { startStripeWorld, type StripeWorld } from "./__fixtures__/stripe-world"
import type { StripePaymentProvider } from "./service"

let world: StripeWorld
let provider: StripePaymentProvider

beforeAll(async () => {
  world = await startStripeWorld()
})
beforeEach(async () => {
  await world.sandbox.reset()
  provider = world.provide()
})
afterAll(() => world.stop())

const DAY = 86_400_000
let sessions = 0

async function open(data: Record<string, unknown> = {}, amount = "50.00", currency = "eur", by = provider) {
  const session_id = `payses_s${++sessions}`
  const opened = await by.initiatePayment({
    amount,
    currency_code: currency,
    data: { session_id, ...data },
    context: { idempotency_key: session_id, ...holderIn(data) },
  })
  return { session_id, ...data, ...opened.data } as Record<string, unknown>
}

const holderIn = ({ holder }: Record<string, unknown>) => (holder ? { account_holder: { data: { id: holder } } } : {})

const authorize = async (data: Record<string, unknown>) => {
  const answer = await provider.authorizePayment({ data, context: { idempotency_key: String(data["session_id"]) } })
  return { status: answer.status, data: { ...data, ...answer.data } }
}

const paidWith = async (method: string, by = provider) => {
  const data = await open({}, "50.00", "eur", by)
  await world.confirm(data, method)
  return (await authorize(data)).data
}

const capture = (data: Record<string, unknown>, amount: string, key: string, final?: boolean) =>
  provider.capturePayment({
    data,
    amount,
    currency_code: "eur",
    context: { idempotency_key: key },
    ...(final !== undefined && { final }),
  })

const failureOf = async (call: Promise<unknown>) => providerFailureOf(await call.catch((error: unknown) => error))

const facts = async (): Promise<ProviderFact[]> => {
  const messages = await world.sandbox.take({ secrets: [world.secret] })
  const read = await Promise.all(messages.map((message) => provider.readWebhook(message)))
  return read.flatMap((outcome) => (outcome.ok ? outcome.value : []))
}
const kinds = async () => (await facts()).map(({ kind }) => kind)

const customer = { id: "cus_shop_1", email: "ada@example.com", first_name: "Ada", last_name: "Byron" }

describe("what a session's data tells the storefront", () => {
  it("is enough to pay with, and nothing about the card or the bank", async () => {
    const data = await open()
    expect(data).toMatchObject({
      id: expect.stringMatching(/^pi_/),
      client_secret: expect.stringMatching(/_secret_/),
      publishable_key: "pk_test_shop",
      status: "requires_payment_method",
      amount: 5000,
      currency: "eur",
    })
    await world.confirm(data, "pm_card_visa_chargeDeclinedStolenCard")
    const { data: after } = await provider.retrievePayment({ data })
    expect(JSON.stringify(after)).not.toMatch(/stolen|decline|4242|9979/)
  })

  it("says until when to capture: 7 days", async () => {
    const data = await paidWith("pm_card_visa")
    const days = (Date.parse(String(data["expires_at"])) - Date.now()) / DAY
    expect(Math.round(days)).toBe(7)
  })

  it("takes a new amount until the shopper has paid, and does not ask for the same one twice", async () => {
    const data = await open()
    const changed = await provider.updatePayment({ data, amount: "60.00", currency_code: "eur" })
    expect(changed.data).toMatchObject({ amount: 6000 })
    const { calls } = await world.sandbox.state()
    await provider.updatePayment({ data: { ...changed.data }, amount: "60.00", currency_code: "eur" })
    expect((await world.sandbox.state()).calls).toHaveLength(calls.length)

    for (const amount of ["50.00", "60.00"]) {
      const again = await provider.updatePayment({ data: { id: data["id"] }, amount, currency_code: "eur" })
      expect(again.data).toMatchObject({ amount: Number(amount) * 100 })
    }
    await world.confirm(data, "pm_card_visa")
    expect(await failureOf(provider.updatePayment({ data, amount: "70.00", currency_code: "eur" }))).toMatchObject({
      code: "payment_not_authorized",
    })
  })

  it("does not let a storefront write what the webhook will believe", async () => {
    const data = await open({
      metadata: { capture_amount: "1", capture_key: "cap_x", session_id: "payses_x", color: "red" },
    })
    const stripeSays = (await world.sandbox.state()).accounts["shop"] as { payment_intents: { metadata: unknown }[] }
    expect(stripeSays.payment_intents[0]?.metadata).toEqual({
      color: "red",
      session_id: data["session_id"],
      initiate_key: data["session_id"],
    })
  })
})

describe("captures", () => {
  it("are several where the card can: 20.00 and 15.00 of 50.00, each told of by itself", async () => {
    const data = await paidWith("pm_card_visa")
    const first = await capture(data, "20.00", "cap_m1", false)
    expect(first.data).toMatchObject({ status: "requires_capture", amount_capturable: 3000 })
    await capture({ ...data, ...first.data }, "15.00", "cap_m2", true)
    const told = (await facts()).filter(({ kind }) => kind === "capture.confirmed")
    expect(told.map(({ actKey, amount }) => [actKey, amount])).toEqual([
      ["cap_m1", "20.00"],
      ["cap_m2", "15.00"],
    ])
    const asked = {
      act: "capture",
      amount: "20.00",
      currencyCode: "eur",
      data,
      sentAt: new Date().toISOString(),
    } as const
    expect(await provider.findMoneyCall({ ...asked, idempotencyKey: "cap_m1" })).toMatchObject({ amount: "20.00" })
    expect(await provider.findMoneyCall({ ...asked, idempotencyKey: "cap_m2" })).toMatchObject({ amount: "15.00" })
    expect(await provider.findMoneyCall({ ...asked, idempotencyKey: "cap_m3" })).toMatchObject({ state: "failed" })
  })

  it("release the rest where the card cannot", async () => {
    provider = world.provide({ multicapture: false })
    const data = await paidWith("pm_card_visa", provider)
    await capture(data, "20.00", "cap_r1", false)
    expect(await failureOf(capture(data, "10.00", "cap_r2"))).toMatchObject({ code: "payment_captured_already" })
    expect(await world.moved(data)).toMatchObject({ captured: "20.00" })
  })

  it("take no more than is authorized", async () => {
    const data = await paidWith("pm_card_visa")
    expect(await failureOf(capture(data, "50.01", "cap_o"))).toMatchObject({
      kind: "invalid_request",
      code: "capture_exceeds_authorized",
    })
    expect(await world.moved(data)).toMatchObject({ captured: "0.00" })
  })

  it("take in a bare shop what the row of the capture says", async () => {
    const rows: Record<string, unknown> = { capt_1: { amount: 20, raw_amount: { value: "20.00", precision: 20 } } }
    const bare = world.provide({}, { captureService: { retrieve: async (id: string) => rows[id] } })
    const data = await paidWith("pm_card_visa")
    await bare.capturePayment({ data, context: { idempotency_key: "capt_1" } })
    expect(await world.moved(data)).toMatchObject({ captured: "20.00" })
    expect(await failureOf(bare.capturePayment({ data, context: { idempotency_key: "capt_2" } }))).toMatchObject({
      code: "capture_amount_unknown",
    })
  })

  it("grow with the authorization where the card can: 50.00 becomes 70.00", async () => {
    provider = world.provide({ incrementalAuthorization: true })
    const data = await paidWith("pm_card_visa", provider)
    await facts()
    const grown = await provider.incrementAuthorization({ data, amount: "70.00", currency_code: "eur" })
    expect(grown.data).toMatchObject({ amount_capturable: 7000 })
    expect(await facts()).toMatchObject([{ kind: "payment.authorization_changed", amount: "70.00" }])
  })

  it("happen at once where the shop says so", async () => {
    provider = world.provide({ capture: "automatic" })
    const data = await open()
    await world.confirm(data, "pm_card_visa")
    expect(await authorize(data)).toMatchObject({ status: "captured" })
    expect((await facts()).find(({ kind }) => kind === "capture.confirmed")).toMatchObject({
      amount: "50.00",
      actKey: null,
    })
  })

  it("are too late after 7 days, and the webhook says so", async () => {
    const data = await paidWith("pm_card_visa")
    await facts()
    await world.sandbox.advance(7 * DAY)
    expect(await kinds()).toEqual(["payment.expired", "payment.expired"])
    expect(await failureOf(capture(data, "50.00", "cap_late"))).toMatchObject({ code: "authorization_expired" })
  })
})

describe("saved methods", () => {
  it("are charged without the shopper, by the plugin", async () => {
    const holder = (await provider.createAccountHolder({ context: { customer } })).id
    const setup = await provider.savePaymentMethod({
      context: { account_holder: { data: { id: holder } }, idempotency_key: "save_1" },
      data: { payment_method: "pm_card_visa", confirm: true, return_url: "http://127.0.0.1/" },
    })
    expect(setup.data).toMatchObject({ status: "succeeded" })
    expect(await kinds()).toContain("method.saved")
    const [saved] = await provider.listPaymentMethods({ context: { account_holder: { data: { id: holder } } } })
    const data = await open({ holder, payment_method: saved!.id, off_session: true })
    expect(await authorize(data)).toMatchObject({ status: "authorized" })

    await provider.deletePaymentMethod({ data: { id: saved!.id } })
    expect(await provider.listPaymentMethods({ context: { account_holder: { data: { id: holder } } } })).toEqual([])
  })

  it("ask the shopper back when the bank wants it", async () => {
    const data = await open({ payment_method: "pm_card_authenticationRequired", off_session: true })
    expect(await failureOf(authorize(data))).toMatchObject({
      kind: "requires_action",
      code: "payment_authentication_required",
      shopperMessage: "Your bank wants you to confirm this payment.",
    })
  })

  it("need the bank once only, when they were set up", async () => {
    const holder = (await provider.createAccountHolder({ context: { customer } })).id
    const first = await open({ holder, setup_future_usage: "off_session" })
    await world.confirm(first, "pm_card_authenticationRequiredOnSetup")
    await world.answerChallenge(first, "passed")
    const [saved] = await provider.listPaymentMethods({ context: { account_holder: { data: { id: holder } } } })
    const again = await open({ holder, payment_method: saved!.id, off_session: true })
    expect(await authorize(again)).toMatchObject({ status: "authorized" })
  })

  it("belong to a customer who may come back the same day with another address", async () => {
    const context = { customer, idempotency_key: customer.id }
    const first = await provider.createAccountHolder({ context })
    expect((await provider.createAccountHolder({ context })).id).toBe(first.id)
    const moved = { ...customer, billing_address: { country_code: "de", city: "Berlin", address_1: "Weg 1" } }
    await provider.createAccountHolder({ context: { customer: moved, idempotency_key: customer.id } })
    const account_holder = { data: { id: first.id } }
    for (const email of ["b@example.com", "a@example.com"]) {
      await provider.updateAccountHolder({ context: { account_holder, customer: { ...customer, email } } })
    }
    expect(await provider.retrieveAccountHolder({ id: first.id })).toMatchObject({ id: first.id })
    await provider.deleteAccountHolder({ context: { account_holder } })
    expect(await failureOf(provider.listPaymentMethods({ context: { account_holder } }))).toMatchObject({
      code: "payment_unknown",
    })
  })
})

describe("what a bank says later", () => {
  it("a refund that is pending is only asked for, until it came through", async () => {
    const data = await paidWith("pm_card_pendingRefund")
    await capture(data, "50.00", "cap_p")
    const answer = await provider.refundPayment({ data, amount: "50.00", context: { idempotency_key: "ref_p" } })
    expect(answer.outcome).toMatchObject({ state: "requested" })
    await world.sandbox.advance(3_600_000)
    const told = (await facts()).find(({ kind }) => kind === "refund.confirmed")
    expect(told).toMatchObject({ actKey: "ref_p", amount: "50.00" })
  })

  it("a refund that came through may fail an hour later, and the money is with the shop again", async () => {
    const data = await paidWith("pm_card_refundFail")
    await capture(data, "50.00", "cap_f")
    const answer = await provider.refundPayment({ data, amount: "50.00", context: { idempotency_key: "ref_f" } })
    expect(answer.outcome).toMatchObject({ state: "confirmed", amount: "50.00" })
    await world.sandbox.advance(3_600_000)
    expect((await facts()).filter(({ kind }) => kind === "refund.failed")).toMatchObject([
      { actKey: "ref_f", reason: "refund_expired_or_canceled_card" },
    ])
    expect(await world.moved(data)).toMatchObject({ refunded: "0.00" })
  })

  it("a refund is told of once more where Stripe tells of refunds by themselves", async () => {
    await world.sandbox.scenario({ refund_events: "all" })
    const data = await paidWith("pm_card_visa")
    await capture(data, "50.00", "cap_e")
    await facts()
    await provider.refundPayment({ data, amount: "5.00", context: { idempotency_key: "ref_e" } })
    await world.sandbox.advance(60_000)
    const told = await facts()
    expect(told.map(({ providerEvent, kind }) => [providerEvent, kind])).toEqual([
      ["charge.refunded", "refund.requested"],
      ["refund.created", "refund.confirmed"],
      ["charge.refund.updated", "refund.confirmed"],
      ["refund.updated", "refund.confirmed"],
    ])
    expect(told.every(({ actKey, amount }) => actKey === "ref_e" && amount === "5.00")).toBe(true)
  })

  it.each([
    ["succeeds", "pm_usBankAccount_success", "capture.confirmed"],
    ["fails", "pm_usBankAccount_insufficientFunds", "payment.declined"],
  ])("a debit %s 3 days later", async (_outcome, method, kind) => {
    const data = await open({}, "50.00", "usd")
    await world.confirm(data, method)
    expect(await authorize(data)).toMatchObject({ status: "pending_authorization" })
    await world.sandbox.advance(3 * DAY)
    expect(await kinds()).toContain(kind)
  })

  it("a fraudulent payment is warned of, and disputed a minute after it was captured", async () => {
    const warned = await paidWith("pm_card_createIssuerFraudRecord")
    await world.sandbox.advance(60_000)
    expect((await facts()).find(({ kind }) => kind === "fraud.warned")).toMatchObject({
      paymentReference: warned["id"],
    })

    provider = world.provide({ capture: "automatic" })
    const disputed = await open({}, "50.00", "eur", provider)
    await world.confirm(disputed, "pm_card_createDispute")
    await world.sandbox.advance(60_000)
    expect(await kinds()).toEqual(expect.arrayContaining(["dispute.opened", "dispute.funds_withdrawn"]))
    const refused = await failureOf(provider.refundPayment({ data: disputed, amount: "1.00", context: {} }))
    expect(refused).toMatchObject({ code: "payment_disputed" })
  })

  it.each([
    ["winning_evidence", ["dispute.funds_returned", "dispute.won"]],
    ["losing_evidence", ["dispute.lost"]],
    ["a receipt", ["dispute.updated"]],
  ])("a dispute answered with %s ends in %j", async (uncategorized_text, ends) => {
    const data = await paidWith("pm_card_visa")
    await capture(data, "50.00", "cap_d")
    const { reference } = await world.openDispute(data)
    await facts()
    const defence = { act: "defend", disputeReference: reference, idempotencyKey: "answer_1", data } as const
    expect(await provider.answerDispute({ ...defence, evidence: { uncategorized_text } })).toEqual({
      ok: true,
      value: null,
    })
    expect(await kinds()).toEqual(ends)
    expect(await provider.answerDispute({ ...defence, evidence: { color: "red" } })).toMatchObject({
      code: "evidence_malformed",
    })
    expect(await provider.answerDispute({ ...defence, evidence: {} })).toMatchObject({ code: "evidence_malformed" })
  })

  it("an inquiry takes no money, and the payment can still be refunded", async () => {
    provider = world.provide({ capture: "automatic" })
    const data = await open({}, "50.00", "eur", provider)
    await world.confirm(data, "pm_card_createDisputeInquiry")
    await world.sandbox.advance(60_000)
    const told = await facts()
    expect(told.find(({ kind }) => kind === "dispute.opened")?.data).toMatchObject({ inquiry: true })
    expect(told.map(({ kind }) => kind)).not.toContain("dispute.funds_withdrawn")
    await provider.refundPayment({ data, amount: "50.00", context: { idempotency_key: "ref_i" } })
    expect(await world.moved(data)).toMatchObject({ refunded: "50.00" })
  })

  it("a risky payment is reviewed, and a refund that ends the review is no verdict about the order", async () => {
    const data = await paidWith("pm_card_riskLevelElevated")
    const told = await facts()
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["fraud.warned", "review.opened"]))
    await capture(data, "50.00", "cap_v")
    await provider.refundPayment({ data, amount: "50.00", context: { idempotency_key: "ref_v" } })
    const later = await facts()
    expect(later.map(({ providerEvent }) => providerEvent)).toContain("review.closed")
    expect(later.map(({ kind }) => kind)).not.toContain("review.rejected")
  })
})

describe("bad input", () => {
  it.each([
    ["a wrong key", { apiKey: "sk_test_wrong" }, "configuration", "provider_key_invalid"],
    ["a key without permission", { apiKey: "rk_test_restricted" }, "configuration", "provider_permission_missing"],
  ])("%s is ours to mend", async (_what, options, kind, code) => {
    const failure = await failureOf(open({}, "50.00", "eur", world.provide(options)))
    expect(failure).toMatchObject({
      kind,
      code,
      shopperMessage: "This payment cannot be made. Please contact the shop.",
    })
    expect(world.logged()).not.toContain(options.apiKey)
  })

  it.each([
    ["eur", "0.49", "amount_too_small"],
    ["jpy", "49", "amount_too_small"],
    ["usd", "9999999999.99", "none"],
    ["usd", "10000000000.00", "amount_too_large"],
    ["kwd", "5.124", "amount_not_exact"],
    ["kpw", "5.00", "currency_unsupported"],
    ["zzz", "5.00", "currency_unsupported"],
  ])("%s %s is %s", async (currency, amount, code) => {
    expect((await failureOf(open({}, amount, currency)))?.code ?? "none").toBe(code)
  })

  it.each([
    ["a lost card", "pm_card_visa_chargeDeclinedLostCard", "payment_declined"],
    ["one Radar blocks", "pm_card_radarBlock", "payment_declined"],
    ["an expired card", "pm_card_chargeDeclinedExpiredCard", "card_expired"],
    ["a wrong security code", "pm_card_chargeDeclinedIncorrectCvc", "card_cvc_incorrect"],
    ["one the bank cannot check", "pm_card_chargeDeclinedProcessingError", "payment_processing_error"],
    ["one without funds", "pm_card_chargeDeclinedInsufficientFunds", "card_funds_insufficient"],
  ])("%s is declined as %s: %s", async (_what, method, code) => {
    const data = await open()
    await world.confirm(data, method)
    expect(await failureOf(authorize(data))).toMatchObject({ kind: "declined", code })
  })

  it("a session without a payment is no payment, and canceling it changes nothing", async () => {
    expect(await failureOf(provider.authorizePayment({ data: {} }))).toMatchObject({ code: "payment_unknown" })
    expect(await provider.deletePayment({ data: {} })).toEqual({ data: {} })
    expect(await failureOf(provider.retrievePayment({ data: { id: "pi_gone" } }))).toMatchObject({
      code: "payment_unknown",
    })
  })

  it("a publishable key may confirm its own payment and nothing else", async () => {
    const data = await open()
    expect((await world.confirm({ ...data, client_secret: "wrong" }, "pm_card_visa")).status).toBe(401)
    const refund = await fetch(`${world.sandbox.url}/v1/refunds`, {
      method: "POST",
      headers: { authorization: "Bearer pk_test_shop" },
    })
    expect(refund.status).toBe(401)
  })
})

describe("a session that was opened and not heard of", () => {
  it("is found by its key, and opened once however often it is asked for", async () => {
    const session = { session_id: "payses_lost" }
    await world.sandbox.fault({ fault: "reset_after", operation: "payment_intents.create" })
    const call = () =>
      provider.initiatePayment({
        amount: "50.00",
        currency_code: "eur",
        data: session,
        context: { idempotency_key: "payses_lost" },
      })
    expect(await failureOf(call())).toMatchObject({ kind: "indeterminate" })
    const asked = {
      act: "initiate",
      amount: "50.00",
      currencyCode: "eur",
      data: {},
      sentAt: new Date().toISOString(),
    } as const
    const found = await provider.findMoneyCall({ ...asked, idempotencyKey: "payses_lost" })
    expect(found).toMatchObject({ state: "confirmed", amount: "50.00" })
    expect(await provider.findMoneyCall({ ...asked, idempotencyKey: "payses_other" })).toEqual({ state: "absent" })
    expect(await call()).toMatchObject({ id: (found as { reference: string }).reference })
  })
})

describe("the sandbox", () => {
  it("has kept the provider's contract in every answer and every event", async () => {
    const data = await paidWith("pm_card_visa")
    await capture(data, "50.00", "cap_z")
    await provider.refundPayment({ data, amount: "5.00", context: { idempotency_key: "ref_z" } })
    const { violations } = await world.sandbox.state()
    expect(violations).toEqual([])
  })

  it("shows the bank's question as a page, from which the shopper comes back to the shop", async () => {
    const data = await open()
    await world.confirm(data, "pm_card_authenticationRequired")
    const { data: asked } = await provider.retrievePayment({ data })
    const { redirect_to_url: redirect } = asked?.["next_action"] as {
      redirect_to_url: { url: string; return_url: string }
    }
    expect(redirect.url.startsWith(world.sandbox.url)).toBe(true)
    const page = await (await fetch(redirect.url)).text()
    expect(page).toContain("is this payment yours?")
    expect(page).toContain(`http://127.0.0.1/return?payment_intent=${String(data["id"])}`)
  })

  it("delivers what it has to tell: signed, again after a failure, and again when asked", async () => {
    const received: string[] = []
    const { createServer } = await import("node:http")
    let answers = 503
    const shop = createServer((request, response) => {
      received.push(String(request.headers["stripe-signature"]))
      request.resume().on("end", () => response.writeHead(answers).end())
    })
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve))
    const { port } = shop.address() as { port: number }
    await world.sandbox.endpoints([
      { url: `http://127.0.0.1:${port}/hooks`, secrets: [world.secret], events: ["payment_intent.created"] },
    ])
    await open()
    await world.sandbox.settled()
    expect((await world.sandbox.deliveries()).deliveries).toMatchObject([{ status: 503, attempt: 1 }])
    answers = 200
    await world.sandbox.advance(300_000)
    expect((await world.sandbox.deliveries()).deliveries).toMatchObject([{ attempt: 1 }, { status: 200, attempt: 2 }])
    await world.sandbox.replay()
    expect(received).toHaveLength(3)
    expect(received.every((signature) => /^t=\d+,v1=[0-9a-f]{64},v0=/.test(signature))).toBe(true)
    await new Promise((resolve) => shop.close(resolve))
  })
})

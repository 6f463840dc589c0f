import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals"
import type { ProviderFact } from "@holdfast/kernel"
import {
  ACCOUNT,
  adyenOf,
  BROWSER,
  HMAC_KEY,
  startAdyenWorld,
  stateData,
  type AdyenWorld,
} from "./__fixtures__/adyen-world"

let world: AdyenWorld
let sessions = 0

beforeAll(async () => {
  world = await startAdyenWorld()
})
afterAll(() => world.stop())
beforeEach(async () => {
  await world.sandbox.reset()
})

const sessionId = () => `payses_${String(++sessions).padStart(26, "0")}`

const initiate = async (
  more: Record<string, unknown> = {},
  amount: string | number = "19.99",
  currency_code = "eur",
) => {
  const { data } = await world.provider.initiatePayment({
    amount,
    currency_code,
    data: { session_id: sessionId(), ...more },
  })
  // As Medusa's payment module keeps it: what the shopper sent, and over it what the provider answered.
  return { ...more, ...data } as Record<string, unknown>
}
const authorized = async (amount = "19.99", currency = "eur") => {
  const answer = await world.provider.authorizePayment({
    data: await initiate({ state_data: stateData() }, amount, currency),
  })
  expect(answer.status).toBe("authorized")
  return answer.data ?? {}
}
const context = (idempotency_key: string) => ({ context: { idempotency_key } })
const capture = (
  data: Record<string, unknown>,
  key: string,
  amount: string,
  currency_code = "eur",
  by = world.provider,
) => by.capturePayment({ data, ...context(key), amount, currency_code })
const refund = (data: Record<string, unknown>, key: string, amount: string, currency_code = "eur") =>
  world.provider.refundPayment({ data, ...context(key), amount, currency_code })

async function facts(how: Parameters<AdyenWorld["sandbox"]["take"]>[0] = {}): Promise<ProviderFact[]> {
  const told: ProviderFact[] = []
  for (const message of await world.sandbox.take({ secrets: [HMAC_KEY], ...how })) {
    const read = await world.provider.readWebhook(message)
    if (!read.ok) throw new Error(`${read.code}: ${read.message}`)
    told.push(...read.value)
  }
  return told
}
const calls = async () => (await world.sandbox.state()).calls
const contractKept = async () => expect((await world.sandbox.state()).violations).toEqual([])

describe("authorizing through the shop", () => {
  it("authorizes 19.99 EUR with a card, once, and keeps nothing the shopper typed", async () => {
    const data = await authorized()
    expect(adyenOf(data)).toMatchObject({
      flow: "advanced",
      amount: { currency: "EUR", value: 1999 },
      payment: { result_code: "Authorised", method: "visa", amount: { currency: "EUR", value: 1999 } },
    })
    expect(data["id"]).toBe(adyenOf(data).payment?.psp_reference)
    expect(data).not.toHaveProperty("state_data")
    expect(JSON.stringify(data)).not.toContain("4111")
    expect(await world.provider.authorizePayment({ data })).toMatchObject({ status: "authorized" })
    expect((await calls()).filter(({ operation }) => operation === "payments.create")).toHaveLength(1)
    await contractKept()
  })

  it.each([
    ["NOT_ENOUGH_BALANCE", "balance_insufficient", "12"],
    ["CARD_EXPIRED", "card_expired", "6"],
    ["FRAUD", "fraud_suspected", "20"],
    ["DECLINED", "payment_declined", "2"],
    ["ERROR", "payment_acquirer_failed", "4"],
  ])(
    "throws a decline for a card of %s, and tells the shopper nothing about why",
    async (holderName, code, providerCode) => {
      const data = await initiate({ state_data: stateData("visa", { holderName }) })
      await expect(world.provider.authorizePayment({ data })).rejects.toMatchObject({
        kind: "declined",
        code,
        providerCode,
        shopperMessage: expect.not.stringMatching(/fraud|balance|refus|declin|expired/i),
      })
      await contractKept()
    },
  )

  it("authenticates natively in two steps, fingerprint and challenge, and then authorizes", async () => {
    const data = await initiate({ state_data: { ...stateData("authenticating"), ...BROWSER } })
    const first = await world.provider.authorizePayment({ data })
    expect(first).toMatchObject({
      status: "requires_more",
      data: { adyen: { payment: { result_code: "IdentifyShopper", action: { type: "threeDS2" } } } },
    })
    const psp = adyenOf(first.data ?? {}).payment?.psp_reference
    let answer = first.data ?? {}
    for (const result of ["ChallengeShopper", "Authorised"]) {
      const { details } = (await world.sandbox.post(`/3ds/${psp}`, { outcome: "passed" })) as { details: object }
      answer =
        (
          await world.provider.updatePayment({
            amount: "19.99",
            currency_code: "eur",
            data: { ...answer, adyen_command: { details } },
          })
        ).data ?? {}
      expect(adyenOf(answer).payment?.result_code).toBe(result)
    }
    expect(await world.provider.authorizePayment({ data: answer })).toMatchObject({
      status: "authorized",
      outcome: { state: "confirmed", reference: psp },
    })
    await contractKept()
  })

  it("sends the shopper to the bank and back, and declines when the bank was not convinced", async () => {
    const first = await world.provider.authorizePayment({
      data: await initiate({ state_data: stateData("authenticating") }),
    })
    expect(first).toMatchObject({
      status: "requires_more",
      data: { adyen: { payment: { result_code: "RedirectShopper", action: { type: "redirect" } } } },
    })
    const psp = adyenOf(first.data ?? {}).payment?.psp_reference
    const { details } = (await world.sandbox.post(`/3ds/${psp}`, { outcome: "failed" })) as { details: object }
    const update = (data: Record<string, unknown>, adyen_command: object) =>
      world.provider.updatePayment({ amount: "19.99", currency_code: "eur", data: { ...data, adyen_command } })
    const refused = await update(first.data ?? {}, { details })
    expect(adyenOf(refused.data ?? {})).toMatchObject({ payment: null, declined: expect.any(String) })
    await expect(world.provider.authorizePayment({ data: refused.data ?? {} })).rejects.toMatchObject({
      kind: "declined",
      code: "payment_declined",
    })
    // The same session may be tried with another card.
    const again = await update(refused.data ?? {}, { state_data: stateData() })
    expect(adyenOf(again.data ?? {})).toMatchObject({ declined: null, payment: { result_code: "Authorised" } })
  })

  it("waits for a bank debit for 3 days, which then fails or succeeds by webhook", async () => {
    const debit = { paymentMethod: { type: "sepadirectdebit", ownerName: "J. Doe", iban: "NL13TEST0123456789" } }
    for (const [outcome, kind] of [
      ["succeeds", "payment.authorized"],
      ["fails", "payment.declined"],
    ] as const) {
      const answer = await world.provider.authorizePayment({ data: await initiate({ state_data: debit }) })
      expect(answer.status).toBe("pending_authorization")
      await world.sandbox.scenario({ delayed: outcome })
      await world.sandbox.advance(3 * 24 * 3600 * 1000)
      expect(await facts()).toMatchObject([{ kind, sessionId: adyenOf(answer.data ?? {}).session_id }])
    }
  })

  it("refuses a card in the clear before it is anywhere, and a payment without a method", async () => {
    const number = "4111" + "1".repeat(12)
    await expect(initiate({ state_data: { paymentMethod: { type: "scheme", number } } })).rejects.toMatchObject({
      code: "card_data_unencrypted",
    })
    await expect(initiate({ state_data: {} })).rejects.toMatchObject({ code: "payment_method_missing" })
    expect(await calls()).toEqual([])
  })

  it("believes nothing that a shopper puts into a new session under our name", async () => {
    const adyen = {
      flow: "sessions",
      session_id: "payses_x",
      amount: { currency: "EUR", value: 1 },
      payment: { psp_reference: "X", result_code: "Authorised" },
    }
    const data = await initiate({ adyen, id: "X" })
    expect(adyenOf(data).payment).toBeNull()
    expect(await world.provider.authorizePayment({ data })).toMatchObject({ status: "pending" })
  })

  it("shows the methods for an advanced page, and forgets them when it is paid", async () => {
    const data = await initiate({ flow: "advanced" })
    expect(adyenOf(data).payment_methods).toMatchObject({
      paymentMethods: expect.arrayContaining([expect.objectContaining({ type: "scheme" })]),
    })
    const paid = await world.provider.updatePayment({
      amount: "19.99",
      currency_code: "eur",
      data: { ...data, adyen_command: { state_data: stateData() } },
    })
    expect(adyenOf(paid.data ?? {})).toMatchObject({ payment_methods: null, payment: { result_code: "Authorised" } })
  })
})

describe("authorizing by Adyen's page element", () => {
  it("is authorized once the page hands over the session's result", async () => {
    const data = await initiate()
    expect(adyenOf(data).session).toMatchObject({ id: expect.stringMatching(/^CS/), session_data: expect.any(String) })
    expect(await world.provider.authorizePayment({ data })).toMatchObject({ status: "pending" })
    const paid = await world.pay(data, "accepted")
    expect(await world.provider.authorizePayment({ data: paid })).toMatchObject({
      status: "authorized",
      data: { adyen: { payment: { result_code: "Authorised" } } },
    })
    await contractKept()
  })

  it("is authorized by the webhook alone when the shopper's page was closed", async () => {
    const data = await initiate()
    await world.pay(data, "accepted")
    expect(await facts()).toMatchObject([
      { kind: "payment.authorized", sessionId: adyenOf(data).session_id, amount: "19.99" },
    ])
    expect(await world.provider.authorizePayment({ data })).toMatchObject({ status: "authorized" })
  })

  it("does not believe the result of another session", async () => {
    const [mine, other] = [await initiate(), await initiate()]
    const paid = await world.pay(other, "accepted")
    const stolen = { ...mine, adyen: { ...adyenOf(mine), session_result: adyenOf(paid).session_result } }
    await expect(world.provider.authorizePayment({ data: stolen })).rejects.toMatchObject({ kind: "invalid_request" })
  })

  it("opens another session when the cart's total changes, and the same one for the same total", async () => {
    const data = await initiate()
    const same = await world.provider.updatePayment({ amount: "19.99", currency_code: "eur", data })
    expect(adyenOf(same.data ?? {}).session?.id).toBe(adyenOf(data).session?.id)
    const other = await world.provider.updatePayment({ amount: "29.99", currency_code: "eur", data })
    expect(adyenOf(other.data ?? {})).toMatchObject({ amount: { value: 2999 }, session_id: adyenOf(data).session_id })
    expect(adyenOf(other.data ?? {}).session?.id).not.toBe(adyenOf(data).session?.id)
    const paid = await world.provider.authorizePayment({ data: await world.pay(data, "accepted") })
    await expect(
      world.provider.updatePayment({ amount: "5", currency_code: "eur", data: paid.data ?? {} }),
    ).rejects.toMatchObject({ kind: "conflict", code: "payment_already_begun" })
  })

  it("gives the same session for the same payment session when the answer was lost", async () => {
    await world.sandbox.fault({ fault: "reset_after", operation: "sessions.create" })
    const { data = {} } = await world.patient.initiatePayment({
      amount: 5,
      currency_code: "eur",
      data: { session_id: sessionId() },
    })
    const { accounts } = await world.sandbox.state()
    expect((accounts[ACCOUNT] as { sessions: unknown[] }).sessions).toMatchObject([{ id: adyenOf(data).session?.id }])
  })
})

describe("moving money", () => {
  it.each([
    ["19.99", "eur", 1999],
    ["500", "jpy", 500],
    ["5.124", "kwd", 5124],
    ["40", "isk", 4000],
    ["5", "ugx", 5],
    ["1000", "clp", 100000],
    ["999999999.99", "usd", 99999999999],
  ])("captures and refunds %s %s as %p of Adyen's units", async (amount, currency, value) => {
    const data = await authorized(amount, currency)
    expect(await capture(data, "capt_1", amount, currency)).toMatchObject({
      outcome: { state: "requested", reference: expect.any(String) },
    })
    expect(await refund(data, "ref_1", amount, currency)).toMatchObject({ outcome: { state: "requested" } })
    const { accounts } = await world.sandbox.state()
    expect(accounts[ACCOUNT]).toMatchObject({ payments: [{ captured: value, refunded: value }] })
    const told = await facts()
    expect(told.map(({ kind }) => kind)).toEqual(["payment.authorized", "capture.confirmed", "refund.confirmed"])
    for (const fact of told) expect([Number(fact.amount), fact.currencyCode]).toEqual([Number(amount), currency])
    await contractKept()
  })

  it("captures 5 and 7 of 19.99 and not the rest, and confirms each by its own key", async () => {
    const data = await authorized()
    const first = await capture(data, "capt_a", "5")
    await capture(data, "capt_b", "7")
    expect(await world.moved(data)).toEqual({ captured: "12.00", refunded: "0.00", voided: false })
    expect((await facts()).slice(1)).toMatchObject([
      {
        kind: "capture.confirmed",
        actKey: "capt_a",
        amount: "5.00",
        reference: (first.outcome as { reference: string }).reference,
        paymentReference: adyenOf(data).payment?.psp_reference,
      },
      { kind: "capture.confirmed", actKey: "capt_b", amount: "7.00" },
    ])
  })

  it("moves nothing more when a key comes again with another amount", async () => {
    const data = await authorized()
    await capture(data, "capt_1", "5")
    await expect(capture(data, "capt_1", "6")).rejects.toMatchObject({ code: "idempotency_key_reused" })
    expect(await world.moved(data)).toMatchObject({ captured: "5.00" })
  })

  it("asks Medusa's capture row for the amount in a bare shop, and captures nothing when there is none", async () => {
    const data = await authorized()
    world.captures["capt_row"] = { amount: 3 }
    await world.provider.capturePayment({ data, ...context("capt_row") })
    expect(await world.moved(data)).toMatchObject({ captured: "3.00" })
    await expect(world.provider.capturePayment({ data, ...context("capt_gone") })).rejects.toMatchObject({
      kind: "invalid_request",
      code: "capture_amount_unknown",
    })
    expect(await world.moved(data)).toMatchObject({ captured: "3.00" })
  })

  it("voids what is authorized, once, also when it is asked twice", async () => {
    const data = await authorized()
    const first = await world.provider.cancelPayment({ data, ...context("pay_1") })
    expect(await world.provider.cancelPayment({ data, ...context("pay_1") })).toEqual(first)
    expect(await world.moved(data)).toMatchObject({ voided: true })
    await world.provider.cancelPayment({ data, ...context("pay_2") })
    expect((await facts()).slice(1)).toMatchObject([
      { kind: "payment.voided", providerEvent: "CANCELLATION" },
      { kind: "other", reason: "payment_voided_already" },
    ])
  })

  it("captures a payment that only a webhook authorized, by the id that it was given or by the session's result", async () => {
    const data = await initiate()
    const done = await world.pay(data, "accepted")
    await capture(done, "capt_1", "5")
    const [told] = await facts({ only: ["AUTHORISATION"] })
    const elsewhere = world.another({})
    const taken = await capture({ ...data, id: told?.paymentReference }, "capt_2", "7", "eur", elsewhere)
    expect(taken.data?.["id"]).toBe(told?.paymentReference)
    expect(await world.moved(data)).toMatchObject({ captured: "12.00" })
    await expect(capture(data, "capt_3", "1", "eur", elsewhere)).rejects.toMatchObject({
      code: "payment_not_authorized",
    })
  })

  it("voids by the session's reference when Adyen's own never arrived here", async () => {
    const data = await initiate()
    await world.pay(data, "accepted")
    expect(await world.provider.cancelPayment({ data, ...context("pay_1") })).toMatchObject({
      outcome: { state: "requested" },
    })
    expect(await world.moved(data)).toMatchObject({ voided: true })
    expect(await facts({ only: ["TECHNICAL_CANCEL"] })).toMatchObject([{ kind: "payment.voided" }])
  })

  it("reverses: cancels what is not captured, refunds what is", async () => {
    const [open, taken] = [await authorized(), await authorized()]
    await capture(taken, "capt_1", "19.99")
    await world.provider.reversePayment({ data: open, ...context("rev_1") })
    await world.provider.reversePayment({ data: taken, ...context("rev_2") })
    expect([await world.moved(open), await world.moved(taken)]).toMatchObject([
      { voided: true },
      { refunded: "19.99", voided: false },
    ])
    expect((await facts({ only: ["CANCEL_OR_REFUND"] })).map(({ kind }) => kind)).toEqual([
      "payment.voided",
      "refund.confirmed",
    ])
  })

  it("raises what is reserved to 25.00 and captures that", async () => {
    const data = await authorized()
    await world.provider.changeAuthorizedAmount({ data, ...context("change_1"), amount: "25", currency_code: "eur" })
    await capture(data, "capt_1", "25")
    expect((await facts()).slice(1)).toMatchObject([
      { kind: "payment.authorization_changed", amount: "25.00" },
      { kind: "capture.confirmed", amount: "25.00" },
    ])
    await contractKept()
  })

  it.each([
    [
      "a capture above what is reserved",
      async (data: Record<string, unknown>) => capture(data, "k", "20"),
      "capture.failed",
      "capture_exceeds_authorized",
    ],
    [
      "a refund before a capture",
      async (data: Record<string, unknown>) => refund(data, "k", "1"),
      "refund.failed",
      "refund_before_capture",
    ],
  ] as const)("hears by webhook that %s did not happen", async (_what, act, kind, reason) => {
    const data = await authorized()
    await act(data)
    expect((await facts()).at(-1)).toMatchObject({ kind, reason, actKey: "k" })
    expect(await world.moved(data)).toMatchObject({ captured: "0.00", refunded: "0.00" })
  })

  it("hears that a refund above the captured amount, a void after a capture and a capture after expiry did not happen", async () => {
    const data = await authorized()
    await capture(data, "capt_1", "10")
    await refund(data, "ref_1", "10.01")
    await world.provider.cancelPayment({ data, ...context("pay_1") })
    await world.expire(data)
    await capture(data, "capt_2", "1")
    expect((await facts()).slice(2)).toMatchObject([
      { kind: "refund.failed", reason: "refund_exceeds_captured" },
      { kind: "other", reason: "payment_captured_already" },
      { kind: "payment.expired" },
      { kind: "capture.failed", reason: "authorization_expired" },
    ])
    expect(await world.moved(data)).toEqual({ captured: "10.00", refunded: "0.00", voided: false })
  })

  it("hears of a capture that failed 3 days later, and of a refund that came back", async () => {
    const data = await authorized()
    await world.sandbox.scenario({ capture: "fails_later" })
    await capture(data, "capt_1", "19.99")
    await world.sandbox.advance(3 * 24 * 3600 * 1000)
    await world.sandbox.scenario({ capture: "succeeds", refund: "fails_later" })
    await capture(data, "capt_2", "19.99")
    await refund(data, "ref_1", "5")
    await world.sandbox.scenario({ refund: "comes_back" })
    await refund(data, "ref_2", "3")
    await world.sandbox.advance(3 * 24 * 3600 * 1000)
    expect((await facts()).slice(1).map(({ providerEvent, kind, actKey }) => [providerEvent, kind, actKey])).toEqual([
      ["CAPTURE", "capture.confirmed", "capt_1"],
      ["CAPTURE_FAILED", "capture.failed", "capt_1"],
      ["CAPTURE", "capture.confirmed", "capt_2"],
      ["REFUND", "refund.confirmed", "ref_1"],
      ["REFUND", "refund.confirmed", "ref_2"],
      ["REFUND_FAILED", "refund.failed", "ref_1"],
      ["REFUNDED_REVERSED", "refund.failed", "ref_2"],
    ])
    expect(await world.moved(data)).toMatchObject({ captured: "19.99", refunded: "0.00" })
  })

  it("refuses what cannot be before it asks: another currency, zero, no key, a payment that was never made", async () => {
    const data = await authorized()
    const before = (await calls()).length
    await expect(capture(data, "k", "5", "usd")).rejects.toMatchObject({ code: "currency_differs" })
    await expect(refund(data, "k", "0")).rejects.toMatchObject({ code: "amount_invalid" })
    await expect(world.provider.capturePayment({ data, amount: "1", currency_code: "eur" })).rejects.toMatchObject({
      code: "idempotency_key_missing",
    })
    await expect(capture(await initiate({ flow: "advanced" }), "k", "5")).rejects.toMatchObject({
      code: "payment_not_authorized",
    })
    await expect(capture({}, "k", "5")).rejects.toMatchObject({ code: "payment_data_missing" })
    expect((await calls()).length).toBe(before + 1)
  })
})

describe("when the line is bad", () => {
  it.each([
    "reset_before",
    "reset_after",
    "truncated",
    "error_before",
    "error_after",
    "html_502",
    "html_502_after",
    "rate_limited",
  ] as const)("captures once when the first try meets %s", async (fault) => {
    const data = await authorized()
    await world.sandbox.fault({ fault, operation: "payments.capture" })
    expect(await capture(data, "capt_1", "5", "eur", world.patient)).toMatchObject({ outcome: { state: "requested" } })
    expect(await world.moved(data)).toMatchObject({ captured: "5.00" })
    const tries = (await calls()).filter(({ operation }) => operation === "payments.capture")
    expect(new Set(tries.map(({ key }) => key)).size).toBe(1)
  })

  it.each([
    ["reset_after", "indeterminate"],
    ["error_after", "indeterminate"],
    ["hang_after", "indeterminate"],
    ["html_502", "indeterminate"],
    ["rate_limited", "rate_limited"],
  ] as const)("calls 4 tries that all meet %s %s, and finds out by the same key", async (fault, kind) => {
    const data = await authorized()
    await world.sandbox.fault({ fault, operation: "payments.capture", times: 9 })
    const sentAt = new Date().toISOString()
    const impatient = world.another({ maxTries: 4, timeoutMs: fault === "hang_after" ? 300 : 5000 })
    const asking = impatient.capturePayment({ data, ...context("capt_1"), amount: "5", currency_code: "eur" })
    await expect(asking).rejects.toMatchObject({ kind })
    await world.sandbox.clearFaults()
    const asked = { act: "capture" as const, idempotencyKey: "capt_1", amount: "5", currencyCode: "eur", data, sentAt }
    expect(await world.provider.findMoneyCall(asked)).toMatchObject({
      state: "requested",
      reference: expect.any(String),
    })
    expect(await world.moved(data)).toMatchObject({ captured: "5.00" })
  })

  it("knows that nothing was done when Adyen could not be reached at all", async () => {
    const data = await authorized()
    await world.sandbox.refuse()
    await expect(capture(data, "capt_1", "5")).rejects.toMatchObject({
      kind: "unreachable",
      code: "provider_unreachable",
    })
    await world.sandbox.clearFaults()
    expect(await world.moved(data)).toMatchObject({ captured: "0.00" })
  })

  it("stays unknown when the key is 7 days old, because repeating would be doing it again", async () => {
    const data = await authorized()
    const asked = { act: "capture" as const, idempotencyKey: "capt_1", amount: "5", currencyCode: "eur", data }
    const days = (count: number) => new Date(Date.now() - count * 24 * 3600 * 1000).toISOString()
    expect(await world.provider.findMoneyCall({ ...asked, sentAt: days(7) })).toEqual({ state: "unknown" })
    expect(await world.provider.findMoneyCall({ ...asked, sentAt: "never" })).toEqual({ state: "unknown" })
    expect(await world.moved(data)).toMatchObject({ captured: "0.00" })
    expect(await world.provider.findMoneyCall({ ...asked, sentAt: days(6) })).toMatchObject({ state: "requested" })
  })

  it("authorizes once when the answer was lost, and knows the status afterwards", async () => {
    const data = await initiate({ state_data: stateData() })
    await world.sandbox.fault({ fault: "reset_after", operation: "payments.create", times: 9 })
    await expect(world.provider.authorizePayment({ data })).rejects.toMatchObject({ kind: "indeterminate" })
    await world.sandbox.clearFaults()
    const asked = {
      act: "authorize" as const,
      idempotencyKey: "k",
      amount: "19.99",
      currencyCode: "eur",
      data,
      sentAt: new Date().toISOString(),
    }
    expect(await world.provider.findMoneyCall(asked)).toMatchObject({
      state: "confirmed",
      reference: expect.any(String),
    })
    expect(await world.provider.getPaymentStatus({ data })).toMatchObject({ status: "authorized" })
    const { accounts } = await world.sandbox.state()
    expect((accounts[ACCOUNT] as { payments: unknown[] }).payments).toHaveLength(1)
  })

  it("says what became of an authorization that was refused, still wants the shopper, or was never sent", async () => {
    const ask = (data: Record<string, unknown>) =>
      world.provider.findMoneyCall({
        act: "authorize",
        idempotencyKey: "k",
        amount: "19.99",
        currencyCode: "eur",
        data,
        sentAt: new Date().toISOString(),
      })
    expect(await ask(await initiate({ state_data: stateData("visa", { holderName: "DECLINED" }) }))).toMatchObject({
      state: "failed",
      code: "payment_declined",
    })
    expect(await ask(await initiate({ state_data: stateData("authenticating") }))).toMatchObject({
      state: "failed",
      code: "payment_requires_action",
    })
    expect(await ask(await initiate())).toEqual({ state: "absent" })
    expect(
      await world.provider.findMoneyCall({
        act: "initiate",
        idempotencyKey: "k",
        amount: "1",
        currencyCode: "eur",
        data: {},
        sentAt: "",
      }),
    ).toEqual({ state: "absent" })
    await world.sandbox.refuse()
    expect(await ask(await initiateOffline())).toEqual({ state: "unknown" })
    await world.sandbox.clearFaults()
  })

  const initiateOffline = async () => {
    await world.sandbox.clearFaults()
    const data = await initiate({ state_data: stateData() })
    await world.sandbox.refuse()
    return data
  }

  it.each([
    [{ apiKey: "wrong" }, "configuration", "provider_key_refused"],
    [{ merchantAccount: "Somebody" }, "configuration", "merchant_account_invalid"],
  ])("names the option that is wrong: %p", async (options, kind, code) => {
    const answer = world
      .another(options)
      .initiatePayment({ amount: 1, currency_code: "eur", data: { session_id: sessionId() } })
    await expect(answer).rejects.toMatchObject({ kind, code })
    expect(await calls()).toHaveLength(1)
  })

  it("refuses a currency that the account does not have, with a stable code", async () => {
    await expect(initiate({}, "5", "mop")).rejects.toMatchObject({
      kind: "invalid_request",
      code: "currency_not_supported",
    })
  })

  it("waits as long as Adyen asks with Retry-After, and not at all when that is too long", async () => {
    const data = await authorized()
    await world.sandbox.fault({ fault: "rate_limited", operation: "payments.capture", times: 1, retryAfter: 60 })
    await expect(capture(data, "capt_1", "5")).rejects.toMatchObject({
      kind: "rate_limited",
      code: "provider_rate_limited",
    })
  })
})

describe("webhooks", () => {
  it("opens, defends and wins a dispute; loses another; accepts a third", async () => {
    const [won, lost, accepted] = [await authorized(), await authorized(), await authorized()]
    const evidence = {
      defenseReasonCode: "GoodsOrServicesProvided",
      DefenseMaterial: "data:application/pdf;base64,JVBERi0=",
    }
    const answer = { idempotencyKey: "d", data: {} }
    const first = await world.openDispute(won)
    expect(
      await world.provider.answerDispute({ ...answer, disputeReference: first.reference, act: "defend", evidence: {} }),
    ).toMatchObject({
      ok: false,
      code: "dispute_evidence_incomplete",
      nextStep: "Adyen takes: GoodsOrServicesProvided with DefenseMaterial (Required).",
    })
    expect(
      await world.provider.answerDispute({
        ...answer,
        disputeReference: first.reference,
        act: "defend",
        evidence: { ...evidence, DefenseMaterial: "text" },
      }),
    ).toMatchObject({ code: "dispute_evidence_unreadable" })
    expect(
      await world.provider.answerDispute({ ...answer, disputeReference: first.reference, act: "defend", evidence }),
    ).toEqual({ ok: true, value: null })
    expect(
      await world.provider.answerDispute({ ...answer, disputeReference: first.reference, act: "defend", evidence }),
    ).toMatchObject({ code: "dispute_answer_refused" })
    await world.decideDispute(first.reference, "won")
    const second = await world.openDispute(lost)
    await world.sandbox.post(`/disputes/${second.reference}/decide`, { outcome: "second_chargeback" })
    const third = await world.openDispute(accepted)
    expect(
      await world.provider.answerDispute({ ...answer, disputeReference: third.reference, act: "accept" }),
    ).toMatchObject({ ok: true })
    const told = (await facts()).filter(({ kind }) => kind.startsWith("dispute."))
    const of = ({ reference }: { reference: string }) =>
      told.filter((fact) => fact.reference === reference).map(({ kind }) => kind)
    expect(of(first)).toEqual([
      "dispute.opened",
      "dispute.funds_withdrawn",
      "dispute.updated",
      "dispute.funds_returned",
      "dispute.won",
    ])
    expect(of(second)).toEqual([
      "dispute.opened",
      "dispute.funds_withdrawn",
      "dispute.funds_returned",
      "dispute.funds_withdrawn",
      "dispute.lost",
    ])
    expect(of(third)).toEqual(["dispute.opened", "dispute.funds_withdrawn", "dispute.updated", "dispute.lost"])
    expect(told[0]).toMatchObject({
      paymentReference: adyenOf(won).payment?.psp_reference,
      dueAt: expect.any(String),
      reason: "10.4",
    })
    await contractKept()
  })

  it("refuses a spoiled signature and one of another key, and takes the new key while both are set", async () => {
    await authorized()
    const [spoiled] = await world.sandbox.take({ secrets: [HMAC_KEY], corruptSignature: true })
    expect(await world.provider.readWebhook(spoiled!)).toMatchObject({ ok: false, code: "webhook_signature_invalid" })
    await authorized()
    const [rolled] = await world.sandbox.take({ secrets: [world.newSecret] })
    expect(await world.provider.readWebhook(rolled!)).toMatchObject({ code: "webhook_signature_invalid" })
    expect(await world.rotated.readWebhook(rolled!)).toMatchObject({ ok: true })
  })

  it("gives a repeated message the same ids, in any order", async () => {
    const data = await authorized()
    await capture(data, "capt_1", "5")
    await refund(data, "ref_1", "5")
    const ids = (await facts({ copies: 2, order: "shuffled" })).map(({ id }) => id)
    expect(ids).toHaveLength(6)
    expect(new Set(ids).size).toBe(3)
  })

  it("tells Medusa's own webhook route of an authorization and of a refusal, and never to capture again", async () => {
    const data = await authorized()
    await capture(data, "capt_1", "5")
    await world.provider
      .authorizePayment({ data: await initiate({ state_data: stateData("visa", { holderName: "DECLINED" }) }) })
      .catch(() => undefined)
    const actions = []
    for (const { body, headers } of await world.sandbox.take({ secrets: [HMAC_KEY] })) {
      actions.push(await world.provider.getWebhookActionAndData({ data: {}, rawData: Buffer.from(body), headers }))
    }
    expect(actions).toEqual([
      { action: "authorized", data: { session_id: adyenOf(data).session_id, amount: "19.99" } },
      { action: "not_supported" },
      { action: "failed", data: { session_id: expect.stringMatching(/^payses_/), amount: "19.99" } },
    ])
    await expect(
      world.provider.getWebhookActionAndData({ data: {}, rawData: "{}", headers: {} }),
    ).rejects.toMatchObject({ code: "webhook_signature_invalid" })
  })

  it("opens a review, hears of fraud, and of the review's end", async () => {
    await world.sandbox.scenario({ review: "opened" })
    const data = await authorized()
    await world.warnOfFraud(data)
    await world.sandbox.post("/notify", {
      eventCode: "MANUAL_REVIEW_REJECT",
      paymentPspReference: adyenOf(data).payment?.psp_reference,
    })
    expect((await facts()).map(({ kind }) => kind)).toEqual([
      "payment.authorized",
      "review.opened",
      "fraud.warned",
      "review.rejected",
    ])
  })

  it("blocks everything behind a message that the shop does not take, until it takes it", async () => {
    const statuses = [500, 500, 500, 202, 202]
    const arrived: string[] = []
    const shop = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        arrived.push(/"eventCode":"(\w+)"/.exec(Buffer.concat(chunks).toString())?.[1] ?? "")
        response.writeHead(statuses.shift() ?? 202).end()
      })
    })
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve))
    const { port } = shop.address() as AddressInfo
    await world.sandbox.endpoints([{ url: `http://127.0.0.1:${port}/hooks`, secrets: [HMAC_KEY] }])
    const data = await authorized()
    await capture(data, "capt_1", "5")
    const tried = async (times: number) => {
      while ((await world.sandbox.deliveries()).deliveries.length < times) await world.sandbox.settled()
    }
    // Two more tries at once, and then none for two minutes.
    await tried(3)
    expect(arrived).toEqual(["AUTHORISATION", "AUTHORISATION", "AUTHORISATION"])
    await world.sandbox.advance(2 * 60 * 1000)
    await tried(5)
    expect(arrived.slice(3)).toEqual(["AUTHORISATION", "CAPTURE"])
    await new Promise((resolve) => shop.close(resolve))
  })
})

describe("saved methods", () => {
  const customer = { id: "cus_01", email: "jo@shop.example" }
  const holder = { account_holder: { data: { shopper_reference: "cus_01" } } }

  it("keeps a card with the shopper's consent, lists it, pays with it, and forgets it", async () => {
    const account = await world.provider.createAccountHolder({ context: { customer } })
    expect(account).toEqual({ id: "cus_01", data: { shopper_reference: "cus_01" } })
    const opened = await world.provider.initiatePayment({
      amount: 5,
      currency_code: "eur",
      data: { session_id: sessionId(), state_data: { ...stateData(), storePaymentMethod: true } },
      context: holder,
    })
    await world.provider.authorizePayment({
      data: { ...opened.data, state_data: { ...stateData(), storePaymentMethod: true } },
    })
    expect((await facts()).map(({ kind }) => kind)).toContain("method.saved")
    const [saved] = await world.provider.listPaymentMethods({ context: holder })
    expect(saved).toMatchObject({ data: { brand: "visa", lastFour: "1111", expiryMonth: "03", expiryYear: "2030" } })

    const stored = { paymentMethod: { type: "scheme", storedPaymentMethodId: saved?.id } }
    const pay = async (context: object) => {
      const again = await world.provider.initiatePayment({
        amount: 7,
        currency_code: "eur",
        data: { session_id: sessionId(), state_data: stored },
        context,
      })
      return world.provider.authorizePayment({ data: { ...again.data, state_data: stored } })
    }
    expect(await pay(holder)).toMatchObject({ status: "authorized" })
    await expect(pay({ account_holder: { data: { shopper_reference: "cus_02" } } })).rejects.toMatchObject({
      kind: "invalid_request",
    })
    await expect(pay({})).rejects.toMatchObject({ kind: "invalid_request" })

    await expect(
      world.provider.deletePaymentMethod({
        data: { id: saved?.id ?? "" },
        context: { account_holder: { data: { shopper_reference: "cus_02" } } },
      }),
    ).rejects.toMatchObject({ kind: "invalid_request" })
    await world.provider.deletePaymentMethod({ data: { id: saved?.id ?? "" }, context: holder })
    expect(await world.provider.listPaymentMethods({ context: holder })).toEqual([])
    await contractKept()
  })

  it("saves a card without a payment, and shows a guest nothing", async () => {
    expect(
      await world.provider.savePaymentMethod({ context: holder, data: { state_data: stateData() } }),
    ).toMatchObject({ id: expect.any(String), data: { lastFour: "1111" } })
    expect(await world.provider.listPaymentMethods({ context: {} })).toEqual([])
    await expect(
      world.provider.savePaymentMethod({ context: {}, data: { state_data: stateData() } }),
    ).rejects.toMatchObject({ code: "account_holder_missing" })
    await contractKept()
  })
})

describe("settlement", () => {
  it("matches 2 captures and a refund of a report, and names the one the shop does not know", async () => {
    const data = await authorized()
    const one = await capture(data, "capt_1", "5")
    const two = await capture(data, "capt_2", "7")
    const back = await refund(data, "ref_1", "3")
    const { url } = (await world.sandbox.post("/reports", { baseUrl: world.sandbox.url })) as { url: string }
    const [told] = await facts({ only: ["REPORT_AVAILABLE"] })
    expect(told).toMatchObject({ kind: "report.available", data: { reportUrl: url } })
    const moves = [
      { act: "capture" as const, answer: one, amount: "5" },
      { act: "refund" as const, answer: back, amount: "3" },
    ].map(({ act, answer, amount }) => ({
      ...{ act, amount, id: act, currencyCode: "eur", moved: true },
      reference: (answer.outcome as { reference: string }).reference,
    }))
    const recorded = (references: readonly string[]) =>
      Promise.resolve(moves.filter(({ reference }) => references.includes(reference)))
    const compared = { fact: told!, recorded }
    expect(await world.provider.compareReport(compared)).toMatchObject({
      value: {
        report: told?.reference,
        matched: 2,
        differences: [
          {
            code: "settlement_unrecorded",
            reference: (two.outcome as { reference: string }).reference,
            amount: "7.00",
            currencyCode: "eur",
          },
        ],
      },
    })
    expect(await world.provider.compareReport(compared)).toEqual(await world.provider.compareReport(compared))
  })

  it("matches a chargeback, what came back and the second 1 to the webhooks that told of them", async () => {
    const data = await authorized()
    await capture(data, "capt_1", "5")
    const { reference: dispute } = await world.openDispute(data)
    await world.sandbox.post(`/disputes/${dispute}/decide`, { outcome: "second_chargeback" })
    const told = (await facts()).filter(({ kind }) => /^dispute.funds_/.test(kind))
    expect(told.map(({ kind, reference }) => [kind, reference])).toEqual([
      ["dispute.funds_withdrawn", dispute],
      ["dispute.funds_returned", dispute],
      ["dispute.funds_withdrawn", dispute],
    ])

    await world.sandbox.post("/reports", { baseUrl: world.sandbox.url })
    const [report] = await facts({ only: ["REPORT_AVAILABLE"] })
    const acts = ["chargeback", "chargeback_reversal", "second_chargeback"] as const
    const compare = (heard: number) =>
      world.provider.compareReport({
        fact: report!,
        recorded: () =>
          Promise.resolve(
            told.slice(0, heard).map(({ id, amount, currencyCode }, nth) => ({
              ...{ id, act: acts[nth]!, reference: dispute, amount: amount ?? "", moved: true },
              currencyCode: currencyCode ?? "",
            })),
          ),
      })
    expect(await compare(3)).toMatchObject({ value: { matched: 3, differences: [{ act: "capture" }] } })
    expect(await compare(2)).toMatchObject({
      value: { matched: 2, differences: [{ act: "capture" }, { act: "second_chargeback", reference: dispute }] },
    })
  })

  it("gives the report user's password to Adyen's addresses only, and fetches no report of another kind", async () => {
    const compare = (reportUrl: string, provider = world.provider) =>
      provider.compareReport({
        fact: { kind: "report.available", id: "r", reference: "r", data: { reportUrl } } as unknown as ProviderFact,
        recorded: () => Promise.resolve([]),
      })
    const name = "settlement_detail_report_batch_9.csv"
    expect(await compare(`https://elsewhere.example/${name}`)).toMatchObject({ code: "report_address_refused" })
    expect(await compare(`${world.sandbox.url}/reports/download/MerchantAccount/${ACCOUNT}/${name}`)).toMatchObject({
      code: "report_not_fetched",
    })
    const nothing = { ok: true, value: { report: "r", matched: 0, differences: [] } }
    expect(await compare("https://elsewhere.example/received_payments_report_2026_11_21.csv")).toEqual(nothing)
    expect(await compare("r.csv")).toEqual(nothing)
    expect(await compare(`https://elsewhere.example/${name}`, world.another({ reportUser: "" }))).toEqual(nothing)
    expect(world.logged()).toContain('"reportUser"')
  })
})

describe("what is left behind", () => {
  it("logs each call by name, status and reference, and no card, key or name", async () => {
    const number = "4111" + "1".repeat(12)
    await authorized()
    await world.provider
      .authorizePayment({ data: await initiate({ state_data: stateData("visa", { holderName: "DECLINED J Doe" }) }) })
      .catch(() => undefined)
    await world
      .another({ apiKey: "adyen-sandbox-" })
      .initiatePayment({ amount: 1, currency_code: "eur", data: { session_id: sessionId() } })
      .catch(() => undefined)
    expect(world.logged()).toMatch(/Adyen POST \/payments: status 200, try 1, \d+ ms, pspReference [A-Z0-9]{16}/)
    for (const secret of [number, "test_", "737", "Doe", "adyen-sandbox-", HMAC_KEY])
      expect(world.logged()).not.toContain(secret)
  })
})

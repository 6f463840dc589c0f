import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals"
import type { ProviderFailure } from "@holdfast/kernel"
import { TestProvider } from "../../../../../sandboxes/payment-test/test-provider"
import { TestPaymentProvider } from "./service"

let sandbox: TestProvider
let provider: TestPaymentProvider

/** What the host's payment module knows of captures. */
const CAPTURES = new Map<string, { amount: number; raw_amount: { value: string } }>()
const cradle = {
  captureService: { retrieve: (id: string) => Promise.resolve(CAPTURES.get(id) ?? Promise.reject(new Error("none"))) },
}

beforeAll(async () => {
  sandbox = await TestProvider.start()
  provider = new TestPaymentProvider(cradle, { baseUrl: sandbox.baseUrl, timeoutMs: 250 })
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.control("reset"))

let sessions = 0
async function opened(currency = "eur", amount: string | number = "50.00") {
  const session_id = `payses_${++sessions}`
  const { data = {} } = await provider.initiatePayment({
    amount,
    currency_code: currency,
    data: { session_id },
    context: { idempotency_key: session_id },
  })
  return { data, session_id }
}
async function authorized(currency?: string, amount?: string | number) {
  const { data, session_id } = await opened(currency, amount)
  const answer = await provider.authorizePayment({ data, context: { idempotency_key: `auth_${session_id}` } })
  return answer.data ?? {}
}
const failureOf = (call: Promise<unknown>): Promise<ProviderFailure> =>
  call.then(
    () => Promise.reject(new Error("It did not fail.")),
    (error: unknown) => error as ProviderFailure,
  )
const movements = async () => (await sandbox.books()).movements.map(({ act, amount_minor }) => [act, amount_minor])

describe("the test provider", () => {
  it("opens one payment for one session, however often it is asked", async () => {
    const asked = {
      amount: 50,
      currency_code: "eur",
      data: { session_id: "payses_x" },
      context: { idempotency_key: "payses_x" },
    }
    const [first, again] = [await provider.initiatePayment(asked), await provider.initiatePayment(asked)]
    expect(again.id).toBe(first.id)
    expect((await sandbox.books()).payments).toMatchObject([{ session_id: "payses_x" }])
  })

  it.each([
    ["jpy", 1999, "1999"],
    ["kwd", "1.999", "1999"],
    ["eur", { value: "19.99", precision: 20 }, "1999"],
    ["usd", "21.649175", "2165"],
  ])("sends %s in whole minor units", async (currency, amount, minor) => {
    await authorized(currency, amount as never)
    expect((await sandbox.books()).payments).toMatchObject([{ authorized_minor: minor }])
  })

  it("captures the amount that the host wrote down, where nobody says one", async () => {
    const data = await authorized()
    CAPTURES.set("capt_1", { amount: 20, raw_amount: { value: "20" } })
    await provider.capturePayment({ data, context: { idempotency_key: "capt_1" } })
    expect(await movements()).toEqual([["capture", "2000"]])
  })

  it("captures nothing by guess", async () => {
    const data = await authorized()
    const failure = await failureOf(provider.capturePayment({ data, context: { idempotency_key: "capt_unknown" } }))
    expect([failure.kind, failure.code]).toEqual(["invalid_request", "capture_amount_unknown"])
    expect(await movements()).toEqual([])
  })

  it("asks for no money with no key", async () => {
    const failure = await failureOf(provider.refundPayment({ data: await authorized(), amount: 1 }))
    expect(failure.code).toBe("idempotency_key_missing")
  })

  it.each([
    ["decline", "declined"],
    ["bad_request", "invalid_request"],
    ["conflict", "conflict"],
    ["rate_limited", "rate_limited"],
    ["error_500", "indeterminate"],
    ["timeout", "indeterminate"],
    ["reset_before", "indeterminate"],
    ["reset_after", "indeterminate"],
    ["done_then_500", "indeterminate"],
  ])("says of a %s that it is %s", async (scenario, kind) => {
    const data = await authorized()
    await sandbox.next("capture", scenario)
    const input = { data, amount: "5.00", currency_code: "eur", context: { idempotency_key: "capt_2" } }
    expect((await failureOf(provider.capturePayment(input))).kind).toBe(kind)
  })

  it("says that a provider that is not there was not reached", async () => {
    const nobody = new TestPaymentProvider(cradle, { baseUrl: "http://127.0.0.1:2" })
    const failure = await failureOf(
      nobody.authorizePayment({ data: { id: "tp_1" }, context: { idempotency_key: "k" } }),
    )
    expect(failure.kind).toBe("unreachable")
  })

  it("finds what became of a call by its key: done, refused, ordered, failed later, never seen, not known", async () => {
    const data = await authorized()
    const asked = (act: "capture" | "refund", idempotencyKey: string) =>
      provider.findMoneyCall({
        act,
        idempotencyKey,
        amount: "5.00",
        currencyCode: "eur",
        data,
        sentAt: "2026-11-21T12:00:00Z",
      })
    const capture = (key: string) =>
      provider.capturePayment({ data, amount: "5.00", currency_code: "eur", context: { idempotency_key: key } })

    await sandbox.next("capture", "reset_after")
    await failureOf(capture("done"))
    await sandbox.next("capture", "decline")
    await failureOf(capture("refused"))
    await sandbox.next("capture", "requested")
    expect(await capture("ordered")).toMatchObject({ outcome: { state: "requested" } })

    expect(await asked("capture", "done")).toMatchObject({ state: "confirmed", amount: "5.00" })
    expect(await asked("capture", "refused")).toMatchObject({ state: "failed", code: "capture_declined" })
    expect(await asked("capture", "ordered")).toMatchObject({ state: "requested" })
    const ordered = (await sandbox.books()).movements.find(({ state }) => state === "requested")
    await sandbox.control("happen", { act: "failed", movement: ordered?.id })
    expect(await asked("capture", "ordered")).toMatchObject({ state: "failed" })
    expect(await asked("refund", "done")).toEqual({ state: "absent" })
    await sandbox.next("lookup", "timeout")
    expect(await asked("capture", "done")).toEqual({ state: "unknown" })
  })

  it("reads what is signed, and nothing else", async () => {
    await authorized()
    const [webhook] = await sandbox.webhooks()
    const { body = "", signature = "" } = webhook ?? {}
    const read = (raw: string, sign: string) => provider.readWebhook({ body: raw, headers: { "test-signature": sign } })

    expect(await read(body, signature)).toMatchObject({
      ok: true,
      value: [{ kind: "payment.authorized", amount: "50.00", currencyCode: "eur", actKey: null }],
    })
    expect(await read(body.replace("5000", "5001"), signature)).toMatchObject({ code: "webhook_signature_invalid" })
    expect(await read(body, "")).toMatchObject({ code: "webhook_signature_invalid" })
    const action = await provider.getWebhookActionAndData({
      data: {},
      rawData: body,
      headers: { "test-signature": signature },
    })
    expect(action).toMatchObject({ action: "authorized", data: { amount: "50.00" } })
  })

  it("names the option that is missing, and speaks to nothing but loopback", () => {
    expect(() => TestPaymentProvider.validateOptions({})).toThrow(/baseUrl/)
    expect(() => TestPaymentProvider.validateOptions({ baseUrl: "http://192.0.2.1:80" })).toThrow(/loopback/)
  })
})

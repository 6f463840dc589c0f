import { MessageLogModuleService } from "@holdfast/message-log"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"

const SOURCE = "pp_inbox-spec_http"

/** A process of its own beside the shop's, which has no handler for this source: nothing here is handled but by this suite. */
const inbox = new MessageLogModuleService({
  __pg_connection__: { client: { connectionSettings: { connectionString: runningShop().databaseUrl } } },
  logger: console,
} as never)

const run = String(Date.now())
const message = (id: string, key: string) => ({
  id: `evt_${run}_${id}`,
  key: `pi_${run}_${key}`,
  kind: "capture.confirmed",
  occurredAt: "2026-11-21T12:00:00Z",
  payload: { amount: "19.99", currency_code: "eur" },
})

describe("the admin's routes to the inbox", () => {
  const shop = runningShop()
  let merchant: Merchant
  const ids = new Map<string, string>()
  const idOf = (name: string) => ids.get(name) ?? ""

  beforeAll(async () => {
    merchant = await Merchant.login(shop)
    await inbox.receive(SOURCE, [
      message("done", "a"),
      message("waits", "b"),
      message("fails", "c"),
      message("next", "c"),
    ])
    await inbox.processInbox(SOURCE, ({ id }) => {
      if (id.endsWith("waits")) return Promise.resolve({ state: "waits", reason: "No order has cart cart_1." })
      if (id.endsWith("fails")) return Promise.reject(new Error("The amount cannot be read."))
      return Promise.resolve({ state: "done" })
    })
    const { body } = await merchant.get("/admin/inbox", { source: SOURCE, q: run }).expect(200)
    for (const { id, message_id: name } of body.messages) ids.set(String(name).split("_")[2] ?? "", id)
  })
  afterAll(() => inbox.__hooks.onApplicationShutdown())

  it.each(["/admin/inbox", "/admin/inbox/inb_1"])("ask for a login: %s", async (path) => {
    const answer = await fetch(`${shop.baseUrl}${path}`)
    expect(answer.status).toBe(401)
  })

  it("list 4 messages, the newest first, and say how the inbox stands", async () => {
    const { body } = await merchant.get("/admin/inbox", { source: SOURCE, q: run, limit: "3" }).expect(200)
    expect(body).toMatchObject({ count: 4, limit: 3, offset: 0, sources: expect.arrayContaining([SOURCE]) })
    expect(body.messages).toHaveLength(3)
    expect(body.messages[0]).toMatchObject({
      ...{ source: SOURCE, message_id: `evt_${run}_next`, key: `pi_${run}_c`, state: "pending", attempts: 0 },
      ...{ occurred_at: "2026-11-21T12:00:00.000Z", reason: null },
    })
    expect(body.health).toMatchObject({ pending: expect.any(Number), overdue_seconds: expect.any(Number) })
  })

  it("find 1 message by its state, its key and a part of its reason", async () => {
    const query = { source: SOURCE, state: "waiting", key: `pi_${run}_b`, q: "CART_1" }
    const { body } = await merchant.get("/admin/inbox", query).expect(200)
    expect(body.messages).toMatchObject([{ message_id: `evt_${run}_waits`, reason: "No order has cart cart_1." }])
  })

  it.each([
    { state: "lost" },
    { limit: "0" },
    { limit: "201" },
    { offset: "-1" },
    { q: "a\0b" },
    { source: "x".repeat(101) },
    { nonsense: "1" },
  ])("refuse %j with request_invalid", async (query) => {
    const { body } = await merchant.get("/admin/inbox", query).expect(400)
    expect(body).toMatchObject({ code: "request_invalid" })
  })

  it("show a message with its payload, its 1 attempt, and the 1 message that it stands behind", async () => {
    const { body: failed } = await merchant.get(`/admin/inbox/${idOf("fails")}`).expect(200)
    expect(failed.message).toMatchObject({
      ...{ state: "failed", reason: "The amount cannot be read.", payload: { amount: "19.99", currency_code: "eur" } },
      history: [{ verdict: "failed", text: "The amount cannot be read.", ms: expect.any(Number) }],
    })
    const { body: next } = await merchant.get(`/admin/inbox/${idOf("next")}`).expect(200)
    expect(next.message).toMatchObject({ behind: [{ id: idOf("fails"), state: "failed" }], history: [] })
  })

  it.each(["GET /", "POST /replay", "POST /park"])(
    "answer 404 for %s of a message that is not there",
    async (route) => {
      const [method, act] = route.split(" /") as [string, string]
      const path = `/admin/inbox/inb_none${act && `/${act}`}`
      const { body } = await (method === "GET" ? merchant.get(path) : merchant.post(path, {})).expect(404)
      expect(body).toMatchObject({ code: "inbox_message_unknown", type: "not_found" })
    },
  )

  it("park 1 message twice with one effect, and refuse to park one that is done with 409", async () => {
    for (let time = 1; time <= 2; time++) {
      const { body } = await merchant.post(`/admin/inbox/${idOf("fails")}/park`, {}).expect(200)
      expect(body.message).toMatchObject({ state: "parked", reason: "The amount cannot be read." })
    }
    const { body } = await merchant.post(`/admin/inbox/${idOf("done")}/park`, {}).expect(409)
    expect(body).toMatchObject({ code: "inbox_message_done", type: "not_allowed", next_step: expect.any(String) })
  })

  it("replay 1 parked message, which is handled then", async () => {
    const { body } = await merchant.post(`/admin/inbox/${idOf("fails")}/replay`, {}).expect(200)
    expect(body.message).toMatchObject({ state: "pending", reason: null, failures: 0 })
    await inbox.processInbox(SOURCE, () => Promise.resolve({ state: "done" }))
    const { body: after } = await merchant.get(`/admin/inbox/${idOf("fails")}`).expect(200)
    expect(after.message).toMatchObject({
      state: "done",
      attempts: 2,
      history: [{ verdict: "done" }, { verdict: "failed" }],
    })
  })
})

import type { StatementPool } from "@holdfast/host-kit"
import type { SqlTx } from "@holdfast/kernel"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { idempotencySuite } from "./__fixtures__/idempotency-suite"
import { IdempotencyDesk, type KeyAsked } from "./idempotency-desk"

const asked = (more: Partial<KeyAsked> = {}): KeyAsked => ({
  scope: "scope_1",
  key: "key_1",
  fingerprint: "content_1",
  caller: "guest",
  method: "POST",
  path: "/store/carts",
  lapsed: "repeat",
  ...more,
})
const ANSWER = { status: 201, headers: { "content-type": "text/plain" }, body: Buffer.from("héllo"), bodyBytes: 6 }

idempotencySuite((openPool) => {
  let pool: StatementPool
  let desk: IdempotencyDesk
  let statements: string[]

  beforeEach(() => {
    pool = openPool()
    statements = []
    const counted: SqlTx = {
      query: (sql, params) => {
        statements.push(sql)
        return pool.query(sql, params)
      },
    }
    desk = new IdempotencyDesk(counted)
  })
  afterEach(async () => {
    desk.close()
    await pool.end()
  })

  const row = async () => (await pool.query<Record<string, unknown>>("select * from checkout_idempotency_key", []))[0]
  const lapse = () => pool.query("update checkout_idempotency_key set lease_until = now() - interval '1 second'", [])
  const age = (hours: number) =>
    pool.query(
      "update checkout_idempotency_key set expires_at = expires_at - $1 * interval '1 hour', lease_until = lease_until - $1 * interval '1 hour'",
      [hours],
    )

  describe("the idempotency desk", () => {
    it("gives the first answer again, in 2 statements for the first time and 1 for each other", async () => {
      const { verdict, claim } = await desk.begin(asked())
      expect(verdict).toEqual({ state: "begun", tries: 1 })
      expect(await desk.finish(claim, ANSWER)).toBe(true)
      expect(statements).toHaveLength(2)
      const again = await desk.begin(asked())
      expect(again.verdict).toEqual({ state: "done", answer: ANSWER })
      expect(statements).toHaveLength(3)
    })

    it("writes nothing for an answer that is given again", async () => {
      const { claim } = await desk.begin(asked())
      await desk.finish(claim, ANSWER)
      const version = async () =>
        (await pool.query<{ xmin: string; xmax: string }>("select xmin, xmax from checkout_idempotency_key", []))[0]
      const before = await version()
      await desk.begin(asked())
      await desk.begin(asked({ fingerprint: "content_2" }))
      expect(await version()).toEqual(before)
    })

    it("lets 1 of 40 begin that come together, and tells 39 to come again", async () => {
      const verdicts = await Promise.all(Array.from({ length: 40 }, () => desk.begin(asked())))
      const states = verdicts.map(({ verdict }) => verdict.state).sort()
      expect(states.filter((state) => state === "begun")).toHaveLength(1)
      expect(states.filter((state) => state === "running")).toHaveLength(39)
      expect(verdicts.every(({ verdict }) => verdict.state !== "running" || verdict.retryAfterSeconds >= 1)).toBe(true)
    })

    it("refuses the key for other content, while the first runs and when it is done", async () => {
      const { claim } = await desk.begin(asked())
      expect((await desk.begin(asked({ fingerprint: "content_2" }))).verdict).toEqual({ state: "reused" })
      await desk.finish(claim, ANSWER)
      expect((await desk.begin(asked({ fingerprint: "content_2" }))).verdict).toEqual({ state: "reused" })
    })

    it("keeps 2 scopes apart", async () => {
      await desk.begin(asked())
      expect((await desk.begin(asked({ scope: "scope_2" }))).verdict.state).toBe("begun")
    })

    it("is free again, for any content, when the first try is released", async () => {
      const { claim } = await desk.begin(asked())
      await desk.release(claim)
      expect((await desk.begin(asked({ fingerprint: "content_2" }))).verdict).toEqual({ state: "begun", tries: 1 })
    })

    it("lets a request through again when its process was not heard of for 30 seconds", async () => {
      const first = await desk.begin(asked())
      await lapse()
      const second = await desk.begin(asked())
      expect(second.verdict).toEqual({ state: "begun", tries: 2 })
      // Whoever was believed dead does not answer for the second.
      expect(await desk.finish(first.claim, { ...ANSWER, status: 500 })).toBe(false)
      expect(await desk.finish(second.claim, ANSWER)).toBe(true)
    })

    it("lets 1 of 20 take a dead request over", async () => {
      await desk.begin(asked())
      await lapse()
      const verdicts = await Promise.all(Array.from({ length: 20 }, () => desk.begin(asked())))
      expect(verdicts.filter(({ verdict }) => verdict.state === "begun")).toHaveLength(1)
    })

    it("does not let other content take a dead request over", async () => {
      await desk.begin(asked())
      await lapse()
      expect((await desk.begin(asked({ fingerprint: "content_2" }))).verdict.state).toBe("reused")
    })

    it("says for 24 hours that an outcome is unknown where nothing finds it", async () => {
      await desk.begin(asked({ lapsed: "unknown" }))
      await lapse()
      const again = async () => (await desk.begin(asked({ lapsed: "unknown" }))).verdict
      expect([await again(), await again()]).toEqual([{ state: "unknown" }, { state: "unknown" }])
    })

    it("knows the outcome after all when whoever was believed dead comes back with the answer", async () => {
      const { claim } = await desk.begin(asked({ lapsed: "unknown" }))
      await lapse()
      await desk.begin(asked({ lapsed: "unknown" }))
      expect(await desk.finish(claim, ANSWER)).toBe(true)
      expect((await desk.begin(asked({ lapsed: "unknown" }))).verdict).toEqual({ state: "done", answer: ANSWER })
    })

    it("renews what has been running for 10 of 30 seconds, and gives up on it after 15 minutes", async () => {
      await desk.begin(asked())
      await lapse()
      await desk.renew(Date.now() + 5_000)
      expect((await pool.query("select 1 from checkout_idempotency_key where lease_until > now()", [])).length).toBe(0)
      await desk.renew(Date.now() + 11_000)
      expect((await pool.query("select 1 from checkout_idempotency_key where lease_until > now()", [])).length).toBe(1)
      await lapse()
      await desk.renew(Date.now() + 901_000)
      expect((await pool.query("select 1 from checkout_idempotency_key where lease_until > now()", [])).length).toBe(0)
    })

    it("keeps an answer for 24 hours by the database's clock, and then begins anew with any content", async () => {
      const { claim } = await desk.begin(asked())
      await desk.finish(claim, ANSWER)
      await age(23.9)
      expect((await desk.begin(asked())).verdict.state).toBe("done")
      await age(0.2)
      expect((await desk.begin(asked({ fingerprint: "content_2" }))).verdict).toEqual({ state: "begun", tries: 1 })
      expect(await row()).toMatchObject({ state: "running", fingerprint: "content_2", status: null, body: null })
    })

    it("purges 2 old keys and leaves a running and a new one", async () => {
      for (const key of ["old_1", "old_2"]) {
        await desk.finish((await desk.begin(asked({ key }))).claim, ANSWER)
      }
      await desk.begin(asked({ key: "running" }))
      await pool.query("update checkout_idempotency_key set expires_at = now() - interval '1 second'", [])
      await desk.finish((await desk.begin(asked({ key: "new" }))).claim, ANSWER)
      expect(await desk.purge()).toBe(2)
      const keys = await pool.query<{ key: string }>("select key from checkout_idempotency_key order by key", [])
      expect(keys.map(({ key }) => key)).toEqual(["new", "running"])
    })

    it("keeps a note of an answer that was too large", async () => {
      const { claim } = await desk.begin(asked())
      await desk.finish(claim, { ...ANSWER, body: null, bodyBytes: 5_000_000_000 })
      const { verdict } = await desk.begin(asked())
      expect(verdict).toMatchObject({ state: "done", answer: { body: null, bodyBytes: 5_000_000_000 } })
    })
  })
})

import { knexSqlTx } from "@holdfast/kernel"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, model } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import fc from "fast-check"
import path from "node:path"
import type { InboxMessage, InboxVerdict, ReceivedMessage } from "./domain/inbox-message"
import type { InboxHandler } from "./inbox-processor"
import { MESSAGE_LOG_MODULE, type MessageLogModuleService } from "./index"
import { MessageLogModuleService as Inbox } from "./service"
import { claimMessages } from "./store/claim-messages"

const SOURCE = "pp_stripe_stripe"
const NOON = Date.UTC(2026, 10, 21, 12)

const message = (id: string, over: Partial<InboxMessage> = {}): InboxMessage => ({
  id,
  key: "pi_1",
  kind: "capture.confirmed",
  occurredAt: "2026-11-21T12:00:00Z",
  payload: { amount: "19.99" },
  ...over,
})

/** So many messages of one key, each a second after the one before. */
const numbered = (count: number, keyOf: (n: number) => string = () => "pi_1") =>
  Array.from({ length: count }, (_, n) =>
    message(`evt_${n}`, { key: keyOf(n), occurredAt: new Date(NOON + n * 1_000).toISOString() }),
  )

const done: InboxVerdict = { state: "done" }

// A process with room for more would claim again while its handler works, and could be the one that finds what lapsed.
const ONE_AT_A_TIME = { concurrency: 1 }

moduleIntegrationTestRunner<MessageLogModuleService>({
  moduleName: MESSAGE_LOG_MODULE,
  resolve: path.join(__dirname, "index"),
  pathToMigrations: path.join(__dirname, "migrations"),
  // The runner prepares a database only where there are models, and the inbox has none: its SQL is written out.
  moduleModels: [model.define("message_log_inbox", { id: model.id().primaryKey() })],
  injectedDependencies: { event_bus: { emit: () => Promise.resolve() } },
  testSuite: ({ medusaApp }) => {
    let database: Knex
    let warnings: string[]
    const opened: Inbox[] = []

    beforeEach(() => {
      database = (medusaApp.sharedContainer as MedusaContainer).resolve(ContainerRegistrationKeys.PG_CONNECTION)
      warnings = []
    })
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.__hooks.onApplicationShutdown()
      expect(warnings).toEqual([])
    })

    /** An inbox of its own, as another process has it. */
    const process = (inbox: object = {}) => {
      const one = new Inbox(
        {
          __pg_connection__: database,
          event_bus: { emit: () => Promise.resolve() },
          logger: { warn: (said: string) => warnings.push(said) } as never,
        },
        { inbox },
      )
      opened.push(one)
      return one
    }

    const rows = (columns: string, where = "true") =>
      database("message_log_inbox")
        .select(database.raw(columns))
        .whereRaw(where)
        .orderBy("id")
        .then((found) => found as object[])

    /** Lets the time of a lease or of a pause pass. */
    const makeDue = (except: readonly string[] = []) =>
      database("message_log_inbox")
        .whereNotIn("state", ["done", "parked", ...except])
        .update({ due_at: database.raw("now()") })

    const letDaysPass = (days: number) =>
      database("message_log_inbox").update({
        opened_at: database.raw(`opened_at - ${days} * interval '1 day'`),
        settled_at: database.raw(`settled_at - ${days} * interval '1 day'`),
      })

    /** A handler that remembers what it was given, and never has two of a key at once. */
    function recorder(verdictOf: (message: ReceivedMessage) => InboxVerdict = () => done) {
      const handled: ReceivedMessage[] = []
      const inWork = new Set<string>()
      let overlaps = 0
      const handle: InboxHandler = async (one) => {
        if (inWork.has(one.key)) overlaps += 1
        inWork.add(one.key)
        handled.push(one)
        await new Promise(setImmediate)
        inWork.delete(one.key)
        return verdictOf(one)
      }
      return { handle, handled, ids: () => handled.map(({ id }) => id), overlaps: () => overlaps }
    }

    describe("receiving", () => {
      it("keeps 1 message of 1,000 copies that 20 callers in 2 processes send", async () => {
        const [a, b] = [process(), process()]
        const callers = Array.from({ length: 20 }, async (_, caller) => {
          const told = { stored: 0, repeated: 0 }
          for (let copy = 0; copy < 50; copy++) {
            const { stored, repeated } = await (caller % 2 ? a : b).receive(SOURCE, [message("evt_1")])
            told.stored += stored
            told.repeated += repeated
          }
          return told
        })
        const answers = await Promise.all(callers)
        expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(1)
        expect(answers.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(999)
        const { handle, ids } = recorder()
        await Promise.all([a.processInbox(null, handle), b.processInbox(null, handle)])
        expect(ids()).toEqual(["evt_1"])
      })

      it("counts 1 of 3 as repeated when a call has the same message twice, and takes the same id from 2 sources", async () => {
        const inbox = process()
        const both = [message("evt_1"), message("evt_2"), message("evt_1", { kind: "other" })]
        expect(await inbox.receive(SOURCE, both)).toEqual({ stored: 2, repeated: 1 })
        expect(await inbox.receive("pp_adyen_adyen", [message("evt_1")])).toEqual({ stored: 1, repeated: 0 })
        expect(await inbox.receive(SOURCE, [])).toEqual({ stored: 0, repeated: 0 })
      })

      it("writes 200 calls that come together with at most 3 commits", async () => {
        const inbox = process()
        await Promise.all(numbered(200).map((one) => inbox.receive(SOURCE, [one])))
        const commits = (await rows("xmin::text as commit")) as { commit: string }[]
        expect(commits).toHaveLength(200)
        expect(new Set(commits.map(({ commit }) => commit)).size).toBeLessThanOrEqual(3)
      })

      it("keeps 19 of 20 calls that share a statement when the database refuses 1 of them", async () => {
        await database.raw("alter table message_log_inbox add constraint no_thirteen check (message_id <> 'evt_13')")
        const inbox = process()
        const answers = await Promise.allSettled(numbered(20).map((one) => inbox.receive(SOURCE, [one])))
        expect(answers.flatMap(({ status }, n) => (status === "rejected" ? [n] : []))).toEqual([13])
        expect(await rows("id")).toHaveLength(19)
      })

      it("gives the handler the 8 things it was told, as they were told", async () => {
        const inbox = process()
        const payload = { text: 'half "full"? {a,b} \\u0000 \\ ü 🚀', nested: [{ n: 1.5, gone: null }] }
        await inbox.receive(SOURCE, [message("evt_1", { payload, occurredAt: "2026-11-21T13:00:00.5+01:00" })])
        const { handle, handled } = recorder()
        await inbox.processInbox("pp_stripe", handle)
        expect(handled).toMatchObject([
          {
            ...{ id: "evt_1", source: SOURCE, key: "pi_1", kind: "capture.confirmed", attempts: 1, payload },
            inboxId: expect.stringMatching(/^inb_[0-9A-Z]{26}$/),
            occurredAt: "2026-11-21T12:00:00.500Z",
            receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          },
        ])
      })

      it.each<[string, string, Partial<Record<keyof InboxMessage, unknown>>]>([
        ["inbox_message_malformed", "an empty id", { id: "" }],
        ["inbox_message_malformed", "an id of 256 characters", { id: "x".repeat(256) }],
        ["inbox_message_malformed", "a key with the character 0", { key: "a\0b" }],
        ["inbox_message_malformed", "a kind of half a character", { kind: "\ud800" }],
        ["inbox_message_malformed", "a number for a kind", { kind: 7 }],
        ["inbox_time_invalid", "a time in words", { occurredAt: "yesterday" }],
        ["inbox_time_invalid", "30 February", { occurredAt: "2026-02-30T00:00:00Z" }],
        ["inbox_time_invalid", "a time without a zone", { occurredAt: "2026-02-28T00:00:00" }],
        ["inbox_time_invalid", "the year 0", { occurredAt: "0000-01-01T00:00:00Z" }],
        ["inbox_time_invalid", "no time", { occurredAt: null }],
        ["inbox_payload_invalid", "the character 0 in a text", { payload: { text: "a\0b" } }],
        ["inbox_payload_invalid", "the character 0 in a name", { payload: { ["\0"]: 1 } }],
        ["inbox_payload_invalid", "half a character", { payload: { half: "\ud83d" } }],
        ["inbox_payload_invalid", "a Date", { payload: { at: new Date(0) } }],
        ["inbox_payload_invalid", "an infinite number", { payload: { n: Infinity } }],
        ["inbox_payload_invalid", "a text", { payload: "text" }],
        ["inbox_payload_invalid", "a list", { payload: [1] }],
        ["inbox_payload_too_large", "1,048,588 bytes", { payload: { text: "ü".repeat(524_288) } }],
      ])("refuses 1 bad message of 2 with %s for %s, and keeps neither", async (code, _, over) => {
        const bad = { ...message("evt_2"), ...over } as InboxMessage
        const refused = process().receive(SOURCE, [message("evt_1"), bad])
        await expect(refused).rejects.toMatchObject({ type: "invalid_data", code })
        expect(await rows("id")).toEqual([])
      })

      it("refuses 1,001 messages at once, and a source that is no text", async () => {
        const inbox = process()
        await expect(inbox.receive(SOURCE, numbered(1_001))).rejects.toMatchObject({ code: "inbox_messages_too_many" })
        await expect(inbox.receive("\0", [message("evt_1")])).rejects.toMatchObject({ code: "inbox_source_invalid" })
        await expect(inbox.receive(SOURCE, {} as never)).rejects.toMatchObject({ code: "inbox_message_malformed" })
      })
    })

    describe("order", () => {
      it("handles 30 messages of 1 key by the time they occurred, whatever the order in which they came", async () => {
        const inbox = process()
        const wanted = numbered(30)
        for (const n of [7, 3, 29, 0, 15]) await inbox.receive(SOURCE, [wanted[n]!])
        await inbox.receive(SOURCE, [...wanted].reverse())
        const { handle, ids } = recorder()
        await inbox.processInbox(SOURCE, handle)
        expect(ids()).toEqual(wanted.map(({ id }) => id))
      })

      it("handles 12 messages of one moment in the order in which they came", async () => {
        const inbox = process()
        const wanted = Array.from({ length: 12 }, (_, n) => message(`evt_${(n * 5) % 12}`))
        await inbox.receive(SOURCE, wanted.slice(0, 6))
        await inbox.receive(SOURCE, wanted.slice(6))
        const { handle, ids } = recorder()
        await inbox.processInbox(null, handle)
        expect(ids()).toEqual(wanted.map(({ id }) => id))
      })

      it("handles 120 messages of 4 keys once, in order and one of a key at a time, with 3 processes at it", async () => {
        const wanted = numbered(120, (n) => `pi_${n % 4}`)
        await process().receive(SOURCE, wanted)
        const { handle, handled, overlaps } = recorder()
        const processes = [process(), process(), process({ concurrency: 2 })]
        do await Promise.all(processes.map((each) => each.processInbox(SOURCE, handle)))
        while ((await rows("id", "state <> 'done'")).length > 0)
        expect(overlaps()).toBe(0)
        for (const key of ["pi_0", "pi_1", "pi_2", "pi_3"]) {
          const of = (some: readonly { id: string; key: string }[]) =>
            some.filter((one) => one.key === key).map(({ id }) => id)
          expect(of(handled)).toEqual(of(wanted))
        }
      })

      it("lets 0 of 2 other processes have the 2nd message of a key while the 1st is in work, and holds 0 transactions", async () => {
        await process().receive(SOURCE, numbered(2))
        const { handle, ids } = recorder()
        let open: unknown
        await process({ concurrency: 1 }).processInbox(null, async (one) => {
          if (one.id === "evt_0") {
            await Promise.all([process().processInbox(null, handle), process().processInbox(SOURCE, handle)])
            const { rows: found } = await database.raw(
              "select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in tr%'",
            )
            open = found[0].open
            expect(ids()).toEqual([])
          }
          return done
        })
        expect(open).toBe(0)
        expect(await rows("state, attempts")).toEqual(Array.from({ length: 2 }, () => ({ state: "done", attempts: 1 })))
      })

      it("keeps the 1 constraint that two messages of a key are never in work at once", async () => {
        await process().receive(SOURCE, numbered(2))
        await expect(database("message_log_inbox").update({ state: "working" })).rejects.toThrow(
          "message_log_inbox_one_at_a_time",
        )
      })

      it("keeps the note of 1 message that was done without anything to do", async () => {
        await process().receive(SOURCE, numbered(2))
        const { handle } = recorder(({ id }) => (id === "evt_0" ? { state: "done", note: "Sold elsewhere." } : done))
        expect(await process().processInbox(null, handle)).toMatchObject({ done: 2 })
        expect(await rows("state, reason", "message_id = 'evt_0'")).toEqual([
          { state: "done", reason: "Sold elsewhere." },
        ])
        expect(await rows("state, reason", "message_id = 'evt_1'")).toEqual([{ state: "done", reason: null }])
      })

      it("takes only what begins with the source: 1 of 2 providers", async () => {
        const inbox = process()
        await inbox.receive("pp_stripe_stripe", [message("evt_1")])
        await inbox.receive("pp_adyen_adyen", [message("evt_2")])
        const { handle, ids } = recorder()
        expect(await inbox.processInbox("pp_adyen", handle)).toMatchObject({ done: 1 })
        expect(ids()).toEqual(["evt_2"])
      })

      it("handles what came while it was at it when 2 calls ask, and gives both 1 answer", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        const { handle, ids } = recorder()
        let second: Promise<unknown> | undefined
        const first = inbox.processInbox(SOURCE, async (one) => {
          if (one.id === "evt_1") {
            await inbox.receive(SOURCE, [message("evt_2", { key: "pi_2" })])
            second = inbox.processInbox(SOURCE, handle)
          }
          return handle(one)
        })
        expect(await first).toMatchObject({ done: 2 })
        expect(await second).toBe(await first)
        expect(ids()).toEqual(["evt_1", "evt_2"])
      })
    })

    describe("what is not there yet", () => {
      it("succeeds when the order appears, and until then lets 2 later messages of its key go on", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, numbered(3))
        let order = false
        const { handle, ids } = recorder(({ id }) =>
          id === "evt_0" && !order ? { state: "waits", reason: "No order has cart cart_1." } : done,
        )
        expect(await inbox.processInbox(null, handle)).toMatchObject({ waiting: 1, done: 2 })
        expect(await rows("state, reason, failures, waits", "message_id = 'evt_0'")).toEqual([
          { state: "waiting", reason: "No order has cart cart_1.", failures: 0, waits: 1 },
        ])
        expect(await inbox.inboxHealth()).toMatchObject({ waiting: 1, failed: 0 })
        expect(await inbox.processInbox(null, handle)).toMatchObject({ waiting: 0, done: 0 })

        order = true
        await makeDue()
        expect(await inbox.processInbox(null, handle)).toMatchObject({ done: 1 })
        expect(ids()).toEqual(["evt_0", "evt_1", "evt_2", "evt_0"])
      })

      it("pauses 2, 4, 8 and then 16 seconds by the database's clock", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        for (const seconds of [2, 4, 8, 16]) {
          const { rows: found } = await database.raw("select clock_timestamp()::text as now")
          await inbox.processInbox(null, () => Promise.resolve({ state: "waits", reason: "not yet" }))
          const then = String(found[0].now)
          const paused = `due_at - ${seconds} * interval '1 second' between timestamptz '${then}' and clock_timestamp()`
          expect(await rows(`${paused} as paused`)).toEqual([{ paused: true }])
          await makeDue()
        }
      })

      it("is parked after 3 days, not before, with what it waited for", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        const waits: InboxHandler = () => Promise.resolve({ state: "waits", reason: "No order has cart cart_1." })
        await letDaysPass(2.9)
        expect(await inbox.processInbox(null, waits)).toMatchObject({ waiting: 1, parked: 0 })
        await letDaysPass(0.2)
        await makeDue()
        expect(await inbox.processInbox(null, waits)).toMatchObject({ waiting: 0, parked: 1 })
        expect(await rows("state, reason")).toEqual([{ state: "parked", reason: "No order has cart cart_1." }])
      })
    })

    describe("what fails", () => {
      it("holds back 2 later messages of its key and no other key's, until it is parked after 8 tries", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [...numbered(3), message("evt_9", { key: "pi_2" })])
        const { handle, ids } = recorder(({ id }) => {
          if (id === "evt_0") throw new Error("cannot read the amount")
          return done
        })
        expect(await inbox.processInbox(null, handle)).toMatchObject({ failed: 1, done: 1 })
        for (let attempt = 2; attempt <= 7; attempt++) {
          await makeDue()
          expect(await inbox.processInbox(null, handle)).toMatchObject({ failed: 1, parked: 0, done: 0 })
        }
        await makeDue()
        expect(await inbox.processInbox(null, handle)).toMatchObject({ failed: 0, parked: 1, done: 2 })
        expect(ids().filter((id) => id !== "evt_0")).toEqual(["evt_9", "evt_1", "evt_2"])
        expect(await rows("state, attempts, failures, reason", "message_id = 'evt_0'")).toEqual([
          { state: "parked", attempts: 8, failures: 8, reason: "cannot read the amount" },
        ])
        expect(await inbox.inboxHealth()).toMatchObject({ parked: 1, failed: 0, pending: 0 })
      })

      it("is handled again as if new when 1 parked message is replayed", async () => {
        const inbox = process({ triesUntilParked: 1 })
        await inbox.receive(SOURCE, [message("evt_1")])
        await inbox.processInbox(null, () => Promise.resolve({ state: "failed", error: "not today" }))
        const [{ id }] = (await rows("id", "state = 'parked'")) as [{ id: string }]
        expect(await inbox.replayMessage(id)).toMatchObject({ ok: true, value: { state: "pending", reason: null } })
        const { handle, ids } = recorder()
        expect(await inbox.processInbox(null, handle)).toMatchObject({ done: 1 })
        expect(ids()).toEqual(["evt_1"])
        expect(await inbox.inboxMessage(id)).toMatchObject({
          value: {
            ...{ state: "done", attempts: 2, payload: { amount: "19.99" } },
            history: [
              { verdict: "done", text: null },
              { verdict: "failed", text: "not today" },
            ],
          },
        })
      })

      it("keeps the text of an error that the database could not keep, in 500 characters", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        await inbox.processInbox(null, () => Promise.reject(new Error(`\0\ud800${"x".repeat(600)}`)))
        expect(await rows("reason")).toEqual([{ reason: `\ufffd\ufffd${"x".repeat(498)}` }])
      })

      it("takes 1 answer that is no verdict for a failure", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        expect(await inbox.processInbox(null, () => Promise.resolve(undefined as never))).toMatchObject({ failed: 1 })
        expect(await rows("reason")).toEqual([{ reason: "The handler answered undefined, which is no verdict." }])
      })
    })

    describe("crashes", () => {
      it("handles 1 message again, after its lease, when its process died in the handler", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, numbered(2))
        let die: () => void = () => undefined
        const dead = process(ONE_AT_A_TIME)
        const dying = dead.processInbox(null, () => new Promise((resolve) => (die = () => resolve(done))))
        while ((await rows("id", "state = 'working'")).length === 0) await new Promise(setImmediate)

        const { handle, ids } = recorder()
        expect(await inbox.processInbox(null, handle)).toMatchObject({ done: 0 })
        await makeDue()
        expect(await inbox.processInbox(null, handle)).toMatchObject({ done: 2 })
        expect(ids()).toEqual(["evt_0", "evt_1"])
        expect(await rows("history->0->>'verdict' as first, attempts", "message_id = 'evt_0'")).toEqual([
          { first: "lapsed", attempts: 2 },
        ])
        // What it says from beyond changes nothing.
        die()
        expect(await dying).toMatchObject({ done: 0, lapsed: 1 })
        expect(await rows("state")).toEqual([{ state: "done" }, { state: "done" }])
      })

      it("lets 1 verdict that comes after its lease change nothing of what the next handler holds", async () => {
        const inbox = process(ONE_AT_A_TIME)
        await inbox.receive(SOURCE, [message("evt_1")])
        const pass = await inbox.processInbox(null, async () => {
          await makeDue()
          const claim = { source: null, most: 1, leaseSeconds: 120, triesUntilParked: 8 }
          await database.transaction((trx) => claimMessages(knexSqlTx(trx), claim))
          return done
        })
        expect(pass).toMatchObject({ done: 0, lapsed: 1 })
        expect(await rows("state, attempts, due_at > now() as leased")).toEqual([
          { state: "working", attempts: 2, leased: true },
        ])
      })

      it("parks 1 message that ended 8 processes, and lets the next one of its key go on", async () => {
        await process().receive(SOURCE, numbered(2))
        const { handle, ids } = recorder()
        const claim = { source: null, most: 8, leaseSeconds: 120, triesUntilParked: 8 }
        for (let crash = 1; crash <= 8; crash++) {
          await database.transaction((trx) => claimMessages(knexSqlTx(trx), claim))
          await makeDue()
        }
        expect(await process().processInbox(null, handle)).toMatchObject({ parked: 1, done: 1 })
        expect(ids()).toEqual(["evt_1"])
        expect(await rows("state, attempts, jsonb_array_length(history) as tries", "message_id = 'evt_0'")).toEqual([
          { state: "parked", attempts: 8, tries: 8 },
        ])
      })

      it("gives up waiting for 1 handler when its lease is over, and says so in 1 line", async () => {
        const inbox = process({ leaseSeconds: 0.05 })
        await inbox.receive(SOURCE, [message("evt_1")])
        const answers = [new Promise<InboxVerdict>(() => undefined), Promise.resolve(done)]
        const pass = await inbox.processInbox(null, () => answers.shift() ?? Promise.resolve(done))
        expect(pass.lapsed).toBe(1)
        expect(warnings.splice(0)).toEqual([
          expect.stringMatching(
            /^The handler of capture.confirmed from pp_stripe_stripe gave no verdict on evt_1 in 0.05/,
          ),
        ])
      })
    })

    describe("people", () => {
      const idOf = async (messageId: string) =>
        ((await rows("id", `message_id = '${messageId}'`)) as [{ id: string }])[0].id

      it("park 1 message that fails, so that the next one of its key is handled", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, numbered(2))
        const fails = recorder(({ id }) => (id === "evt_0" ? { state: "failed", error: "poison" } : done))
        await inbox.processInbox(null, fails.handle)
        const [first, second] = [await idOf("evt_0"), await idOf("evt_1")]
        expect(await inbox.inboxMessage(second)).toMatchObject({ value: { behind: [{ id: first, state: "failed" }] } })
        expect(await inbox.parkMessage(first)).toMatchObject({ ok: true, value: { state: "parked", reason: "poison" } })
        expect(await inbox.parkMessage(first)).toMatchObject({ ok: true, value: { state: "parked" } })
        expect(await inbox.processInbox(null, fails.handle)).toMatchObject({ done: 1 })
        expect(await inbox.parkMessage(second)).toMatchObject({ ok: false, code: "inbox_message_done" })
      })

      it("replay 1 message that is done, and are told no while it is in work", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        const id = await idOf("evt_1")
        const answers: unknown[] = []
        const handle: InboxHandler = async () => {
          answers.push(await inbox.replayMessage(id), await inbox.parkMessage(id))
          return done
        }
        await inbox.processInbox(null, handle)
        expect(answers).toMatchObject([
          { ok: false, code: "inbox_message_in_work" },
          { ok: false, code: "inbox_message_in_work" },
        ])
        expect(await inbox.replayMessage(id)).toMatchObject({ ok: true, value: { state: "pending" } })
        expect(await inbox.processInbox(null, () => Promise.resolve(done))).toMatchObject({ done: 1 })
      })

      it("are told by 3 acts that a message is unknown", async () => {
        const inbox = process()
        for (const id of ["inb_none", "\0"]) {
          expect(await inbox.inboxMessage(id)).toMatchObject({ ok: false, code: "inbox_message_unknown" })
          expect(await inbox.replayMessage(id)).toMatchObject({ ok: false, code: "inbox_message_unknown" })
          expect(await inbox.parkMessage(id)).toMatchObject({ ok: false, code: "inbox_message_unknown" })
        }
      })

      it("find 2 of 5 messages by source, state, key and part of a reason, the newest first", async () => {
        const inbox = process()
        await inbox.receive(
          SOURCE,
          numbered(4, (n) => `pi_${n % 2}`),
        )
        await inbox.receive("pp_adyen_adyen", [message("evt_9")])
        await inbox.processInbox(null, ({ id }) =>
          Promise.resolve(id === "evt_9" ? { state: "waits", reason: "No order has CART_7." } : done),
        )
        const found = async (filter: object) =>
          (await inbox.inbox({ limit: 50, offset: 0, ...filter })).messages.map((one) => one.message_id)
        expect(await found({})).toEqual(["evt_9", "evt_3", "evt_2", "evt_1", "evt_0"])
        expect(await found({ key: "pi_1", source: SOURCE })).toEqual(["evt_3", "evt_1"])
        expect(await found({ state: "waiting" })).toEqual(["evt_9"])
        expect(await found({ q: "cart_7" })).toEqual(["evt_9"])
        expect(await found({ q: "%" })).toEqual([])
        expect(await found({ limit: 2, offset: 1 })).toEqual(["evt_3", "evt_2"])
        expect(await inbox.inbox({ limit: 1, offset: 4 })).toMatchObject({ count: 5, messages: [{ state: "done" }] })
        expect(await inbox.inboxSources()).toEqual(["pp_adyen_adyen", SOURCE])
      })

      it("see 0 overdue seconds when nothing is open, and 7200 when nobody handled for 2 hours", async () => {
        const inbox = process()
        expect(await inbox.inboxHealth()).toEqual({
          ...{ pending: 0, working: 0, waiting: 0, failed: 0, parked: 0, overdueSeconds: 0 },
        })
        await inbox.receive(SOURCE, numbered(2))
        await database("message_log_inbox").update({ due_at: database.raw("now() - interval '2 hours'") })
        const { overdueSeconds, ...counts } = await inbox.inboxHealth()
        expect(counts).toMatchObject({ pending: 2, parked: 0 })
        expect(overdueSeconds).toBeGreaterThanOrEqual(7_200)
      })
    })

    describe("what is kept", () => {
      it("deletes 2 messages done more than 30 days ago, and neither younger nor parked nor open ones", async () => {
        const inbox = process({ triesUntilParked: 1 })
        await inbox.receive(
          SOURCE,
          numbered(3, (n) => `pi_${n}`),
        )
        await inbox.processInbox(null, ({ id }) =>
          Promise.resolve(id === "evt_2" ? { state: "failed", error: "poison" } : done),
        )
        await letDaysPass(29)
        expect(await inbox.processInbox(null, () => Promise.resolve(done))).toMatchObject({ deleted: 0 })
        await letDaysPass(2)
        await inbox.receive(SOURCE, [message("evt_3", { key: "pi_3" })])
        expect(await inbox.processInbox(null, () => Promise.resolve(done))).toMatchObject({ deleted: 2, done: 1 })
        expect(await rows("message_id, state")).toEqual([
          { message_id: "evt_2", state: "parked" },
          { message_id: "evt_3", state: "done" },
        ])
      })

      it("remembers the last 20 of 25 tries", async () => {
        const inbox = process()
        await inbox.receive(SOURCE, [message("evt_1")])
        let tries = 0
        for (let n = 1; n <= 25; n++) {
          await inbox.processInbox(null, () => Promise.resolve({ state: "waits", reason: `try ${++tries}` }))
          await makeDue()
        }
        const ends = "jsonb_array_length(history) as kept, history->0->>'text' as first, history->-1->>'text' as last"
        expect(await rows(ends)).toEqual([{ kept: 20, first: "try 6", last: "try 25" }])
      })
    })

    it("hands each message of 3 keys over until it is done, once and in order, however copies and processes interleave", async () => {
      // `in:3` delivers message 3, `go:1` lets process 1 work, `late` lets pauses end, but no lease.
      const step = fc.oneof(
        { weight: 6, arbitrary: fc.nat(17).map((n) => `in:${n}`) },
        { weight: 2, arbitrary: fc.nat(1).map((n) => `go:${n}`) },
        { weight: 1, arbitrary: fc.constant("late") },
      )
      const wanted = numbered(18, (n) => `pi_${n % 3}`)
      const [a, b] = [process(), process({ concurrency: 1 })]
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 8 }),
          fc.array(fc.nat(17), { maxLength: 3 }),
          async (rounds, waitOnce) => {
            await database("message_log_inbox").delete()
            const waiting = new Set(waitOnce)
            const ended: { id: string; key: string }[] = []
            const { handle, overlaps } = recorder(({ id, key }) => {
              const n = Number(id.slice(4))
              if (waiting.delete(n)) return { state: "waits", reason: "not yet" }
              ended.push({ id, key })
              return done
            })
            const work = (inbox: Inbox) => inbox.processInbox(SOURCE, handle)
            const act = async (name: string) => {
              const [verb, n] = name.split(":")
              if (verb === "late") await makeDue(["working"])
              else if (verb === "go") await work(n === "0" ? a : b)
              else {
                const one = wanted[Number(n)]!
                await (Number(n) % 2 ? a : b).receive(SOURCE, [one, one])
              }
            }
            for (const round of rounds) await Promise.all(round.map(act))
            const before = ended.length
            // Whatever was left comes now, all at once and out of order; from here on each key keeps its order.
            await a.receive(SOURCE, [...wanted].reverse())
            do {
              await makeDue()
              await Promise.all([work(a), work(b)])
            } while ((await rows("id", "state <> 'done'")).length > 0)

            expect(overlaps()).toBe(0)
            expect(ended.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort())
            const late = ended.slice(before).filter(({ id }) => !waitOnce.includes(Number(id.slice(4))))
            for (const key of ["pi_0", "pi_1", "pi_2"]) {
              const places = late.filter((one) => one.key === key).map(({ id }) => Number(id.slice(4)))
              expect(places).toEqual([...places].sort((x, y) => x - y))
            }
          },
        ),
        { numRuns: 40 },
      )
    })

    it.each([
      [{ retentionDays: 0 }, "inbox.retentionDays"],
      [{ leases: 3 }, "inbox.leases"],
    ])("stops the boot when 1 option is malformed: %j", (options, named) => {
      expect(() => process(options)).toThrow(`The option "${named}" of @holdfast/message-log`)
    })
  },
})

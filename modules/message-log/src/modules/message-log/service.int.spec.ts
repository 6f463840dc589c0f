import { appendToOutbox, knexSqlTx, type OutboxEvent } from "@holdfast/kernel"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, model } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import path from "node:path"
import type { BusMessage } from "./domain/bus-message"
import { MESSAGE_LOG_MODULE, type MessageLogModuleService } from "./index"
import { MessageLogModuleService as Publisher } from "./service"
import { claimEvents } from "./store/claim-events"

const moved = (id: string, aggregateId?: string, data: object = { onHand: 4 }): OutboxEvent => ({
  id,
  name: "inventory.stock_moved",
  data,
  aggregateId,
})

const numbered = (count: number, aggregateOf: (n: number) => string | undefined) =>
  Array.from({ length: count }, (_, n) => moved(`evt_${n}`, aggregateOf(n)))

const claim = { batchSize: 10, leaseSeconds: 60, setAsideAfterAttempts: 10, setAsideAfterSeconds: 3600 }

const idOf = ({ metadata }: BusMessage) => String(metadata["outbox_id"])

/** An event bus that remembers, and refuses calls with a message that `refuses` names. */
class RecordingBus {
  readonly messages: BusMessage[] = []
  refuses: (id: string) => boolean = () => false
  /** Awaited before a call is answered. */
  gate: Promise<void> = Promise.resolve()
  asked = 0

  async emit(messages: BusMessage[]): Promise<void> {
    this.asked++
    await this.gate
    const refused = messages.map(idOf).find(this.refuses)
    if (refused) throw new Error(`cannot carry ${refused}`)
    this.messages.push(...messages)
  }
  get ids() {
    return this.messages.map(idOf)
  }
}

const bus = new RecordingBus()

moduleIntegrationTestRunner<MessageLogModuleService>({
  moduleName: MESSAGE_LOG_MODULE,
  resolve: path.join(__dirname, "index"),
  pathToMigrations: path.join(__dirname, "migrations"),
  // The runner prepares a database only where there are models, and the outbox has none: its SQL is written out.
  moduleModels: [model.define("message_log_outbox", { id: model.id().primaryKey() })],
  injectedDependencies: { event_bus: bus },
  testSuite: ({ medusaApp, service }) => {
    let database: Knex
    let warnings: string[]

    beforeEach(() => {
      Object.assign(bus, { messages: [], refuses: () => false, gate: Promise.resolve(), asked: 0 })
      const container = medusaApp.sharedContainer as MedusaContainer
      database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
      warnings = []
    })
    afterEach(() => expect(warnings).toEqual([]))

    const append = (events: OutboxEvent | readonly OutboxEvent[]) =>
      database.transaction((trx) => appendToOutbox(knexSqlTx(trx), events))

    /** A publisher of its own, as another process has it. */
    const publisher = (outbox: object = {}, eventBus: RecordingBus = bus) =>
      new Publisher(
        {
          __pg_connection__: database,
          event_bus: eventBus,
          logger: { warn: (message: string) => warnings.push(message) } as never,
        },
        { outbox },
      )

    const rows = (columns: string) =>
      database("message_log_outbox")
        .select(database.raw(columns))
        .orderBy("position")
        .then((found) => found as object[])

    /** Lets the time of a lease or of a pause pass. */
    const makeDue = () => database("message_log_outbox").update({ available_at: database.raw("now()") })

    const databaseTime = async () => {
      const { rows: found } = await database.raw("select clock_timestamp()::text as now")
      return String(found[0].now)
    }

    /** SQL: due so many seconds after a moment between then and now. */
    const dueAfter = (seconds: number, then: string) =>
      `available_at - ${seconds} * interval '1 second' between timestamptz '${then}' and clock_timestamp()`

    const letPass = (hours: number) =>
      database("message_log_outbox").update({
        created_at: database.raw(`created_at - ${hours} * interval '1 hour'`),
        published_at: database.raw(`published_at - ${hours} * interval '1 hour'`),
      })

    /** All of them at once, again and again: who meets another's claim leaves what is due to it, or to the next run. */
    async function drain(publishers: readonly MessageLogModuleService[]): Promise<void> {
      do await Promise.all(publishers.map((each) => each.publishOutbox()))
      while ((await service.outboxHealth()).pending > 0)
    }

    describe("appending", () => {
      it("publishes 0 of 2 events whose transaction was rolled back", async () => {
        const outOfStock = new Error("out of stock")
        const undone = database.transaction(async (trx) => {
          await appendToOutbox(knexSqlTx(trx), [moved("evt_1"), moved("evt_2")])
          throw outOfStock
        })
        await expect(undone).rejects.toBe(outOfStock)

        expect(await service.publishOutbox()).toEqual({ published: 0, refused: 0, deleted: 0 })
        expect(bus.ids).toEqual([])
      })

      it("publishes 0 events before the commit and 1 after it", async () => {
        await database.transaction(async (trx) => {
          await appendToOutbox(knexSqlTx(trx), moved("evt_1"))
          expect(await service.publishOutbox()).toMatchObject({ published: 0 })
        })
        expect(await service.publishOutbox()).toMatchObject({ published: 1 })
        expect(await service.publishOutbox()).toMatchObject({ published: 0 })
        expect(bus.ids).toEqual(["evt_1"])
      })

      it("hands over the data as appended and 4 facts beside it", async () => {
        const data = { itemId: "iitem_mug", lines: [{ quantity: "1999", note: 'half "full"? {a,b} \\ ü' }], gone: null }
        await append(moved("evt_1", "iitem_mug", data))
        await service.publishOutbox()
        expect(bus.messages).toEqual([
          {
            name: "inventory.stock_moved",
            data,
            metadata: {
              outbox_id: "evt_1",
              outbox_position: 1,
              aggregate_id: "iitem_mug",
              occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
            },
          },
        ])
      })

      it("keeps 1 row for 3 appends of one id with one content, also when they come together", async () => {
        await Promise.all([append(moved("evt_1", "a", { a: 1, b: 2 })), append(moved("evt_1", "a", { b: 2, a: 1 }))])
        await append([moved("evt_0"), moved("evt_1", "a", { a: 1, b: 2 })])
        expect(await rows("id, position::int, attempts")).toEqual([
          { id: "evt_1", position: expect.any(Number), attempts: 0 },
          { id: "evt_0", position: expect.any(Number), attempts: 0 },
        ])
      })

      it.each([
        ["data", moved("evt_1", "a", { onHand: 5 })],
        ["aggregate", moved("evt_1", "b")],
        ["missing aggregate", moved("evt_1")],
        ["name", { ...moved("evt_1", "a"), name: "inventory.stock_counted" }],
      ])("rolls back the transaction that appends 1 id with another %s", async (_, other) => {
        await append(moved("evt_1", "a"))
        await expect(append([moved("evt_2"), other])).rejects.toMatchObject({
          code: "outbox_event_exists_with_different_content",
        })
        expect(await rows("id, data")).toEqual([{ id: "evt_1", data: { onHand: 4 } }])
      })

      it("fails with the caller's transaction when the 1 table is missing", async () => {
        await database.raw("alter table message_log_outbox rename to elsewhere")
        await expect(append(moved("evt_1"))).rejects.toThrow('relation "message_log_outbox" does not exist')
      })
    })

    describe("publishing at least once", () => {
      it("publishes again, after the lease, 1 event whose publisher died between claim and mark", async () => {
        await append(moved("evt_1"))
        const claimed = await database.transaction((trx) => claimEvents(knexSqlTx(trx), claim))
        await bus.emit(claimed.map(({ id, name, data }) => ({ name, data, metadata: { outbox_id: id } })))

        expect(await service.publishOutbox()).toMatchObject({ published: 0 })
        await makeDue()
        expect(await service.publishOutbox()).toMatchObject({ published: 1 })
        expect(bus.ids).toEqual(["evt_1", "evt_1"])
        expect(await service.publishOutbox()).toMatchObject({ published: 0 })
      })

      it("leases for 60 seconds and holds 0 transactions open while the bus is spoken to", async () => {
        await append(moved("evt_1"))
        const before = await databaseTime()
        let open: unknown
        const curious = new RecordingBus()
        curious.emit = async () => {
          open = await rows(
            `attempts, ${dueAfter(60, before)} as leased,
             (select count(*)::int from pg_stat_activity
               where datname = current_database() and state like 'idle in transaction%') as transactions`,
          )
        }
        await publisher({}, curious).publishOutbox()
        expect(open).toEqual([{ attempts: 1, leased: true, transactions: 0 }])
      })

      it("publishes each of 200 events once when 4 publishers run at once", async () => {
        await append(numbered(200, (n) => `iitem_${n % 17}`))
        await drain(Array.from({ length: 4 }, () => publisher({ batchSize: 7 })))
        expect([...bus.ids].sort()).toEqual(
          numbered(200, () => undefined)
            .map(({ id }) => id)
            .sort(),
        )
      })

      it("publishes 30 events once while a second publisher holds 10 of them", async () => {
        await append(numbered(40, () => undefined))
        const slow = new RecordingBus()
        let open: () => void = () => undefined
        const asked = new Promise<void>((resolve) => {
          slow.gate = new Promise((release) => (open = release))
          const emit = slow.emit.bind(slow)
          slow.emit = (messages) => {
            resolve()
            return emit(messages)
          }
        })
        const slowPass = publisher({ batchSize: 10 }, slow).publishOutbox()
        await asked
        expect(await publisher({ batchSize: 10 }).publishOutbox()).toMatchObject({ published: 30 })
        open()
        expect(await slowPass).toMatchObject({ published: 10 })
        expect(slow.ids).toEqual(numbered(10, () => undefined).map(({ id }) => id))
        expect(new Set([...slow.ids, ...bus.ids]).size).toBe(40)
      })

      it("marks 1 event published although the lease ended while the bus took it", async () => {
        await append(moved("evt_1"))
        const late = new RecordingBus()
        late.emit = async () => {
          await makeDue()
          await publisher().publishOutbox()
        }
        expect(await publisher({}, late).publishOutbox()).toMatchObject({ published: 1 })
        expect(await rows("attempts, published_at is not null as published")).toEqual([
          { attempts: 2, published: true },
        ])
      })

      it("lets a publisher whose lease ended change 0 of what the next one holds", async () => {
        await append(moved("evt_1"))
        const late = new RecordingBus()
        late.emit = async () => {
          await makeDue()
          await database.transaction((trx) => claimEvents(knexSqlTx(trx), claim))
          throw new Error("too late")
        }
        await publisher({}, late).publishOutbox()
        expect(await rows("attempts, last_error, available_at > now() + interval '30 seconds' as leased")).toEqual([
          { attempts: 2, last_error: null, leased: true },
        ])
        warnings.splice(0)
      })
    })

    describe("order", () => {
      it("publishes 60 events of 3 aggregates in the order of each, in batches of 7", async () => {
        await append(numbered(60, (n) => `iitem_${n % 3}`))
        await publisher({ batchSize: 7 }).publishOutbox()
        for (const rest of [0, 1, 2]) {
          const own = bus.messages.filter(({ metadata }) => metadata["aggregate_id"] === `iitem_${rest}`)
          expect(own.map(idOf)).toEqual(Array.from({ length: 20 }, (_, n) => `evt_${n * 3 + rest}`))
        }
      })

      it("publishes 120 events of 2 aggregates in the order of each when 4 publishers run at once", async () => {
        await append(numbered(120, (n) => `iitem_${n % 2}`))
        await drain(Array.from({ length: 4 }, () => publisher({ batchSize: 3 })))
        for (const rest of [0, 1]) {
          const own = bus.messages.filter(({ metadata }) => metadata["aggregate_id"] === `iitem_${rest}`)
          expect(own.map(idOf)).toEqual(Array.from({ length: 60 }, (_, n) => `evt_${n * 2 + rest}`))
        }
      })

      it("publishes 0 of 2 later events while the 1st of their aggregate is with another publisher", async () => {
        await append([moved("evt_1", "iitem_mug"), moved("evt_2", "iitem_mug"), moved("evt_3", "iitem_mug")])
        const slow = new RecordingBus()
        const meanwhile = new RecordingBus()
        slow.emit = async () => {
          await publisher({}, meanwhile).publishOutbox()
        }
        await publisher({ batchSize: 1 }, slow).publishOutbox()
        expect(meanwhile.ids).toEqual([])
        expect(await rows("id")).toHaveLength(3)
      })

      it("holds 2 later events back while the 1st of their aggregate pauses, and lets them follow it", async () => {
        await append([moved("evt_1", "a"), moved("evt_2", "a"), moved("evt_3", "a"), moved("evt_4", "b")])
        bus.refuses = (id) => id === "evt_1"
        expect(await publisher().publishOutbox()).toEqual({ published: 1, refused: 1, deleted: 0 })
        expect(await publisher().publishOutbox()).toMatchObject({ published: 0 })
        expect(bus.ids).toEqual(["evt_4"])

        bus.refuses = () => false
        await makeDue()
        expect(await publisher().publishOutbox()).toMatchObject({ published: 3 })
        expect(bus.ids).toEqual(["evt_4", "evt_1", "evt_2", "evt_3"])
        expect(warnings.splice(0)).toHaveLength(1)
      })
    })

    describe("what the bus refuses", () => {
      it("publishes 8 of 9 events past a poison one, keeps that one, and says so in 1 line", async () => {
        await append(numbered(9, () => undefined))
        bus.refuses = (id) => id === "evt_4"
        expect(await publisher({ batchSize: 5 }).publishOutbox()).toEqual({ published: 8, refused: 1, deleted: 0 })
        expect(bus.ids).not.toContain("evt_4")
        expect(await rows("id, attempts, last_error, published_at is null as pending")).toContainEqual({
          id: "evt_4",
          attempts: 1,
          last_error: "cannot carry evt_4",
          pending: true,
        })
        expect(warnings.splice(0)).toEqual([
          "The event bus refused 1 of 5 events, the first of them evt_4 (inventory.stock_moved) with: cannot carry evt_4. " +
            "They are offered again by themselves; all of them are in message_log_outbox with their last_error.",
        ])
      })

      it("pauses 1, 2, 4 and then 8 seconds, and publishes at the 5th attempt", async () => {
        await append(moved("evt_1"))
        bus.refuses = () => true
        for (const [attempt, seconds] of [1, 2, 4, 8].entries()) {
          const before = await databaseTime()
          await publisher().publishOutbox()
          expect(await rows(`attempts, ${dueAfter(seconds, before)} as paused`)).toEqual([
            { attempts: attempt + 1, paused: true },
          ])
          await makeDue()
        }

        bus.refuses = () => false
        expect(await publisher().publishOutbox()).toMatchObject({ published: 1 })
        expect(await rows("attempts, last_error")).toEqual([{ attempts: 5, last_error: null }])
        warnings.splice(0)
      })

      it("sets 1 poison event aside after 10 attempts and 1 hour, not after 10 attempts alone", async () => {
        await append([moved("evt_1", "a"), moved("evt_2", "a")])
        bus.refuses = (id) => id === "evt_1"
        for (let attempt = 1; attempt <= 10; attempt++) {
          await publisher().publishOutbox()
          await makeDue()
        }
        await publisher().publishOutbox()
        await publisher().publishOutbox()
        expect(bus.ids).toEqual([])
        expect(await service.outboxHealth()).toMatchObject({ pending: 2, refused: 1, setAside: 0 })

        await letPass(2)
        expect(await service.outboxHealth()).toMatchObject({ setAside: 1 })
        await publisher().publishOutbox()
        expect(bus.ids).toEqual(["evt_2"])

        bus.refuses = () => false
        await makeDue()
        await publisher().publishOutbox()
        expect(bus.ids).toEqual(["evt_2", "evt_1"])
        warnings.splice(0)
      })

      it("asks a bus that refuses everything about 1 batch a run and not about all 30 events", async () => {
        await append(numbered(30, () => undefined))
        bus.refuses = () => true
        expect(await publisher({ batchSize: 10 }).publishOutbox()).toMatchObject({ published: 0, refused: 10 })
        expect(bus.asked).toBe(11)
        warnings.splice(0)
      })

      it("counts 0 attempts when the bus gives no answer, and says so in 1 line", async () => {
        await append(numbered(3, () => "a"))
        const dumb = new RecordingBus()
        dumb.gate = new Promise(() => undefined)
        expect(await publisher({ answerSeconds: 0.01 }, dumb).publishOutbox()).toMatchObject({
          published: 0,
          refused: 0,
        })
        expect(await rows("attempts, last_error, available_at <= now() as due")).toEqual(
          Array.from({ length: 3 }, () => ({ attempts: 0, last_error: null, due: true })),
        )
        expect(warnings.splice(0)).toEqual([expect.stringMatching(/^The event bus gave no answer in 0.01 seconds\./)])
        expect(await publisher().publishOutbox()).toMatchObject({ published: 3 })
      })
    })

    describe("what is kept", () => {
      it("deletes 2 events published more than 7 days ago, and neither a younger nor a pending one", async () => {
        await append([moved("evt_1"), moved("evt_2")])
        await service.publishOutbox()
        await letPass(7 * 24 + 1)
        await append([moved("evt_3"), moved("evt_4", "a")])
        bus.refuses = (id) => id === "evt_4"
        expect(await publisher().publishOutbox()).toEqual({ published: 1, refused: 1, deleted: 2 })
        await letPass(7 * 24 - 1)
        expect(await publisher().publishOutbox()).toMatchObject({ deleted: 0 })
        expect(await rows("id")).toEqual([{ id: "evt_3" }, { id: "evt_4" }])
        warnings.splice(0)
      })

      it("publishes 2 of 3 events again that were published in the last 2 hours, after a loss of Redis", async () => {
        await append(moved("evt_1"))
        await service.publishOutbox()
        await letPass(3)
        await append([moved("evt_2"), moved("evt_3")])
        await service.publishOutbox()

        expect(await service.publishAgain(new Date(Date.now() - 2 * 3_600_000))).toBe(2)
        expect(await service.publishOutbox()).toMatchObject({ published: 2 })
        expect(bus.ids).toEqual(["evt_1", "evt_2", "evt_3", "evt_2", "evt_3"])
      })

      it("counts 2 pending events, the oldest of them 7200 seconds old, and 0 when all are published", async () => {
        await append(moved("evt_1"))
        await letPass(2)
        await append(moved("evt_2"))
        const { oldestAgeSeconds, ...health } = await service.outboxHealth()
        expect(health).toEqual({ pending: 2, refused: 0, setAside: 0 })
        expect(oldestAgeSeconds).toBeGreaterThanOrEqual(7200)

        await service.publishOutbox()
        expect(await service.outboxHealth()).toEqual({ pending: 0, oldestAgeSeconds: 0, refused: 0, setAside: 0 })
      })
    })

    it("stops the boot when 1 option is malformed", () => {
      expect(() => publisher({ retentionDays: -1 })).toThrow(
        'The option "outbox.retentionDays" of @holdfast/message-log is not a number above zero.',
      )
    })
  },
})

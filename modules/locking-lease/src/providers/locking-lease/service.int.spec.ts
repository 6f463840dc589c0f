import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ILockingModule } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, model, Modules } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import path from "node:path"
import { Client, Pool } from "pg"
import { LeaseLockingProvider } from "./service"
import { sweepLeases } from "./store/sweep-leases"

const databaseName = process.env["LOCKING_DB"]

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

const settled = () => {
  let settle = (): void => undefined
  const promise = new Promise<void>((resolve) => (settle = resolve))
  return { promise, settle }
}

moduleIntegrationTestRunner<ILockingModule>({
  moduleName: Modules.LOCKING,
  resolve: "@medusajs/medusa/locking",
  ...(databaseName && { dbName: databaseName }),
  moduleOptions: {
    providers: [{ resolve: path.join(__dirname, "index"), id: "locking-lease", is_default: true }],
  },
  pathToMigrations: path.join(__dirname, "migrations"),
  // The runner prepares a database only where there are models, and this table has none: its SQL is written out.
  moduleModels: [model.define("locking_lease", { id: model.id().primaryKey() })],
  testSuite: ({ medusaApp, service }) => {
    let database: Knex
    let warnings: string[]
    let processes: LeaseLockingProvider[]

    beforeEach(async () => {
      database = (medusaApp.sharedContainer as { resolve(key: string): Knex }).resolve(
        ContainerRegistrationKeys.PG_CONNECTION,
      )
      warnings = []
      processes = []
      await database.raw("delete from locking_lease")
    })
    afterEach(async () => {
      await Promise.all(processes.map((each) => each.close()))
      expect(warnings).toEqual([])
    })

    const settings = () =>
      (database.client as { connectionSettings: { host: string; database: string; user: string } }).connectionSettings

    /** What another server process has: connections, a line and a heartbeat of its own. */
    const process_ = (options: { leaseSeconds?: number; waitSeconds?: number } = {}) => {
      const started = new LeaseLockingProvider({
        __pg_connection__: { client: { connectionSettings: settings() } },
        logger: { warn: (message: string) => warnings.push(message) },
        leaseOptions: { leaseSeconds: 30, waitSeconds: 60, connections: 2, ...options },
      })
      processes.push(started)
      return started
    }

    const rows = async (columns = "key") => {
      const { rows: found } = await database.raw(`select ${columns} from locking_lease order by key`)
      return found as Record<string, unknown>[]
    }
    const keys = async () => (await rows()).map(({ key }) => key)

    /** The time of every lease passes. */
    const letPass = () => database.raw("update locking_lease set expires_at = now() - interval '1 second'")

    /** Counts who is inside for each key, and how many there ever were at once. */
    const turnstile = () => {
      const inside = new Map<string, number>()
      const most = { inside: 0, passed: 0 }
      return {
        most,
        pass: (entered: readonly string[]) => async () => {
          for (const key of entered) {
            inside.set(key, (inside.get(key) ?? 0) + 1)
            most.inside = Math.max(most.inside, inside.get(key)!)
          }
          await database.raw("select 1")
          most.passed++
          for (const key of entered) inside.set(key, inside.get(key)! - 1)
        },
      }
    }

    describe("execute", () => {
      it("is the host's default when it is the only provider, and gives back what the job gives back", async () => {
        const during = await service.execute(["sku_2", "sku_1", "sku_2"], () => rows("key, owner_id, taken_by"))
        expect(during).toEqual([
          { key: "sku_1", owner_id: expect.stringMatching(/^execute:/), taken_by: expect.stringMatching(/\/\d+$/) },
          { key: "sku_2", owner_id: expect.stringMatching(/^execute:/), taken_by: expect.stringMatching(/\/\d+$/) },
        ])
        expect(await keys()).toEqual([])
      })

      it("stops the boot over 2 wrong options, and names them", () => {
        expect(() => LeaseLockingProvider.validateOptions({ leaseSeconds: 0, connections: "2" })).toThrow(
          /^locking-lease option "leaseSeconds": .* "connections": .* Correct it in medusa-config\.ts/,
        )
        expect(() => LeaseLockingProvider.validateOptions(undefined)).not.toThrow()
      })

      it("asks the database 2 times when nobody else wants the key", async () => {
        const one = process_()
        await one.execute("sku_1", () => Promise.resolve())
        const asked = jest.spyOn(Pool.prototype, "query")
        try {
          await one.execute("sku_1", () => Promise.resolve())
          expect(asked).toHaveBeenCalledTimes(2)
        } finally {
          asked.mockRestore()
        }
      })

      it("runs the jobs of 32 callers of 1 key one after the other, all of them on a pool of 2 connections", async () => {
        const one = process_()
        const pool = new Pool({ ...settings(), max: 2 })
        const gate = turnstile()
        try {
          await Promise.all(
            times(32, () =>
              one.execute("sku_1", async () => {
                await pool.query("select 1")
                await gate.pass(["sku_1"])()
              }),
            ),
          )
        } finally {
          await pool.end()
        }
        expect(gate.most).toEqual({ inside: 1, passed: 32 })
        expect(await keys()).toEqual([])
      })

      it("runs the jobs of 2 × 16 callers of 1 key one after the other in 2 processes", async () => {
        const both = [process_(), process_()]
        const gate = turnstile()
        await Promise.all(times(32, (n) => both[n % 2]!.execute("sku_1", gate.pass(["sku_1"]))))
        expect(gate.most).toEqual({ inside: 1, passed: 32 })
      })

      it("finishes 20 callers with crossing keys in 2 processes, none inside with another", async () => {
        const both = [process_(), process_()]
        const gate = turnstile()
        const sets = times(20, (n) => [`sku_${n % 5}`, `sku_${(n * 3 + 1) % 5}`, `sku_${(n + 4) % 5}`])
        await Promise.all(sets.map((set, n) => both[n % 2]!.execute(set, gate.pass([...new Set(set)]))))
        expect(gate.most).toEqual({ inside: 1, passed: 20 })
        expect(await keys()).toEqual([])
      })

      it("gives 1 caller of another process its turn before the last of 20 in a line", async () => {
        const [crowd, single] = [process_(), process_()]
        const order: string[] = []
        const begun = settled()
        const line = times(20, (n) =>
          crowd.execute("sku_1", async () => {
            begun.settle()
            // A job so long that another process hardly ever looks just between two of them.
            await database.raw("select pg_sleep(0.05)")
            order.push(`crowd ${n}`)
          }),
        )
        await begun.promise
        await single.execute("sku_1", () => Promise.resolve(order.push("single")))
        await Promise.all(line)
        expect(order.at(-1)).toBe("crowd 19")
        expect(order.filter((who) => who !== "single")).toEqual(times(20, (n) => `crowd ${n}`))
      })

      it("holds 0 connections in a transaction while 1 job runs and 9 callers in 3 processes wait", async () => {
        const all = [process_(), process_(), process_()]
        const [holding, go] = [settled(), settled()]
        const first = all[0]!.execute("sku_1", () => (holding.settle(), go.promise))
        await holding.promise
        const others = times(9, (n) => all[n % 3]!.execute("sku_1", () => Promise.resolve(n)))
        const { rows: open } = await database.raw(
          "select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in%'",
        )
        go.settle()
        await Promise.all([first, ...others])
        expect(open).toEqual([{ n: 0 }])
      })

      it("says after 1 second which keys it waited for, and who holds 1 of them since when", async () => {
        const [holder, waiter] = [process_(), process_()]
        await holder.acquire("sku_2", { ownerId: "import_7", expire: 60 })
        const refused = waiter.execute(["sku_1", "sku_2"], () => Promise.resolve(), { timeout: 0 })
        await expect(refused).rejects.toMatchObject({
          code: "lock_timeout",
          message: expect.stringMatching(
            /^Waited 1 s for the lock on sku_1, sku_2\. sku_2 is held by import_7 since 20\d\d-\S+Z\. Try again\.$/,
          ),
        })
        expect(await keys()).toEqual(["sku_2"])
        await holder.releaseAll({ ownerId: "import_7" })
        expect(await waiter.execute(["sku_1", "sku_2"], () => Promise.resolve("done"))).toBe("done")
      })

      it("lets the next caller in after a job that threw, and gives its error on", async () => {
        const one = process_()
        const broken = new Error("no such cart")
        await expect(one.execute("sku_1", () => Promise.reject(broken))).rejects.toBe(broken)
        expect(await one.execute("sku_1", () => Promise.resolve(1))).toBe(1)
      })

      it("runs a job without keys, and refuses 1 key that is none", async () => {
        expect(await service.execute([], () => Promise.resolve(1))).toBe(1)
        await expect(service.execute([""], () => Promise.resolve(1))).rejects.toMatchObject({
          code: "lock_key_invalid",
        })
      })
    })

    describe("all or nothing", () => {
      /** Who got in of 12 callers in 2 processes who come at once for 3 of 4 keys, and what the table says. */
      async function scramble(acquire: (n: number, set: string[], ownerId: string) => Promise<void>) {
        const sets = times(12, (n) => times(3, (i) => `sku_${(n + i) % 4}`))
        const answers = await Promise.allSettled(sets.map((set, n) => acquire(n, set, `caller_${n}`)))
        const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as Error] : []))
        const owned = await rows("owner_id, count(*) over (partition by owner_id)::int as keys")
        return { refused, partial: owned.filter((row) => row["keys"] !== 3).length }
      }

      it("leaves 0 keys of a caller who found 1 of 3 taken", async () => {
        const one = process_()
        await one.acquire("sku_2", { ownerId: "a" })
        await expect(one.acquire(["sku_3", "sku_2", "sku_1"], { ownerId: "b" })).rejects.toMatchObject({
          code: "lock_held",
          message: expect.stringContaining("sku_2 is held by a since"),
        })
        expect(await keys()).toEqual(["sku_2"])
      })

      it("gives 12 callers who come together for 3 of 4 keys all of theirs or none, in 40 rounds", async () => {
        const both = [process_(), process_()]
        for (let round = 0; round < 40; round++) {
          const { refused, partial } = await scramble((n, set, ownerId) => both[n % 2]!.acquire(set, { ownerId }))
          expect(partial).toBe(0)
          expect(refused).toHaveLength(11)
          for (const error of refused) expect(error).toMatchObject({ code: "lock_held" })
          await both[0]!.releaseAll()
        }
      })

      it("sees a lock that takes key by key leave some in at least 1 of 40 rounds", async () => {
        let partials = 0
        for (let round = 0; round < 40; round++) {
          // As the host's Redis and Postgres providers do it: unsorted, one after the other, nothing given back.
          const { partial } = await scramble(async (_, set, ownerId) => {
            for (const key of set) {
              const { rowCount } = await database.raw(
                `insert into locking_lease (key, owner_id, fence, taken_by, expires_at)
                 values (?, ?, 0, 'test', now() + interval '1 minute') on conflict do nothing`,
                [key, ownerId],
              )
              if (rowCount !== 1) throw new Error(`Failed to acquire lock for key "${key}"`)
            }
          })
          partials += partial
          await database.raw("delete from locking_lease")
        }
        expect(partials).toBeGreaterThan(0)
      })
    })

    describe("a crash", () => {
      it("is over with the lease: the next caller takes the key under a higher number", async () => {
        const [dead, next] = [process_(), process_()]
        const taken = settled()
        void dead.execute(["sku_1", "sku_2"], () => (taken.settle(), new Promise(() => undefined)))
        await taken.promise
        await dead.close()
        processes.splice(processes.indexOf(dead), 1)
        const [{ fence: before }] = (await rows("fence")) as [{ fence: string }]

        await expect(next.acquire("sku_2")).rejects.toMatchObject({ code: "lock_held" })
        await letPass()
        const after = await next.execute("sku_2", () => rows("key, fence"))
        expect(after.map(({ key }) => key)).toEqual(["sku_1", "sku_2"])
        expect(Number(after[1]!["fence"])).toBeGreaterThan(Number(before))
      })

      it("does not keep an endless lock: it is renewed by the process that took it, and ends with it", async () => {
        const [holder, next] = [process_({ leaseSeconds: 1 }), process_()]
        await holder.acquire("migration", { ownerId: "m" })
        await renewed()
        await expect(next.acquire("migration", { ownerId: "n" })).rejects.toMatchObject({ code: "lock_held" })
        await holder.close()
        processes.splice(processes.indexOf(holder), 1)
        await letPass()
        await next.acquire("migration", { ownerId: "n" })
        expect(await rows("owner_id")).toEqual([{ owner_id: "n" }])
      })

      it("deletes at most 500 rows in passing, and none that ended less than a minute ago", async () => {
        await database.raw(`
insert into locking_lease (key, fence, taken_by, expires_at)
select 'cart_' || n, n, 'test', now() - n * interval '30 seconds' from generate_series(1, 600) n`)
        await sweepLeases({ query: async (sql) => (await database.raw(sql)).rows as never })
        expect((await rows()).length).toBe(100)
        await sweepLeases({ query: async (sql) => (await database.raw(sql)).rows as never })
        expect(await keys()).toEqual(["cart_1"])
      })

      /** The next time that a lease's end is moved on. */
      async function renewed() {
        const listener = new Client(settings())
        await listener.connect()
        const heard = new Promise((resolve) => listener.once("notification", resolve))
        await listener.query("listen lease_renewed")
        await database.raw(`
create or replace function pg_temp_lease_renewed() returns trigger language plpgsql as
$$ begin notify lease_renewed; return null; end $$;
create trigger lease_renewed after update on locking_lease execute function pg_temp_lease_renewed()`)
        await heard
        await database.raw("drop trigger lease_renewed on locking_lease; drop function pg_temp_lease_renewed")
        await listener.end()
      }
    })

    describe("a lost lease", () => {
      it("stops the job by its signal and throws, though the job answered", async () => {
        const one = process_({ leaseSeconds: 1 })
        const answer = one.execute("sku_1", async (signal) => {
          await database.raw("delete from locking_lease")
          await new Promise((resolve) => signal!.addEventListener("abort", resolve))
          return "answer"
        })
        await expect(answer).rejects.toMatchObject({ code: "lock_lost" })
      })

      it("throws also when nobody noticed before the job's end, and leaves the next holder's 1 key alone", async () => {
        const [slow, next] = [process_(), process_()]
        const answer = slow.execute("sku_1", async () => {
          await letPass()
          await next.acquire("sku_1", { ownerId: "next" })
          return "answer"
        })
        await expect(answer).rejects.toMatchObject({
          code: "lock_lost",
          message: expect.stringContaining("sku_1 was lost while its job ran: it had ended before the job did"),
        })
        expect(await rows("owner_id")).toEqual([{ owner_id: "next" }])
      })

      it("is none while nobody took the key: a holder that comes late goes on", async () => {
        const one = process_()
        expect(await one.execute("sku_1", () => letPass().then(() => 1))).toBe(1)
      })
    })

    describe("nesting", () => {
      it("runs 3 jobs inside each other on 1 key, and holds it until the outermost ends", async () => {
        const [one, other] = [process_(), process_()]
        await one.execute("sku_1", async () => {
          await one.execute(["sku_1", "sku_2"], () => one.execute("sku_1", () => Promise.resolve()))
          expect(await keys()).toEqual(["sku_1"])
          await expect(other.acquire("sku_1")).rejects.toMatchObject({ code: "lock_held" })
        })
        expect(await keys()).toEqual([])
      })

      it("holds the key for 1 inner job that the outer one did not wait for", async () => {
        const one = process_()
        const go = settled()
        const started = settled()
        let inner: Promise<void> = Promise.resolve()
        await one.execute("sku_1", async () => {
          inner = one.execute("sku_1", () => (started.settle(), go.promise))
          await started.promise
        })
        expect(await keys()).toEqual(["sku_1"])
        go.settle()
        await inner
        expect(await keys()).toEqual([])
      })

      it("asks anew, once the outer job has ended, for what was begun in it", async () => {
        const [one, other] = [process_(), process_()]
        const go = settled()
        let late: Promise<unknown> = Promise.resolve()
        await one.execute("sku_1", () => {
          late = go.promise.then(() => one.execute("sku_1", () => Promise.resolve(), { timeout: 1 }))
          return Promise.resolve()
        })
        await other.acquire("sku_1", { ownerId: "other" })
        go.settle()
        await expect(late).rejects.toMatchObject({ code: "lock_timeout" })
      })

      it("lets 1 workflow step without a name take and release what the job around it holds", async () => {
        const one = process_()
        await one.execute("cart_1", async () => {
          await one.acquire("cart_1", { expire: 10 })
          expect(await one.release("cart_1")).toBe(true)
          expect(await keys()).toEqual(["cart_1"])
        })
        expect(await keys()).toEqual([])
      })
    })

    describe("acquire and release", () => {
      it("lets an owner take its key 2 times, moves the end on, keeps the number, and frees it with 1 release", async () => {
        const [one, other] = [process_(), process_()]
        const seen = "fence, expires_at - now() > interval '30 seconds' as long"
        await one.acquire("sku_1", { ownerId: "a", expire: 5 })
        const [first] = await rows(seen)
        await other.acquire("sku_1", { ownerId: "a", expire: 60 })
        const [second] = await rows(seen)
        expect([first!["long"], second!["long"]]).toEqual([false, true])
        expect(second!["fence"]).toBe(first!["fence"])
        expect(await one.release("sku_1", { ownerId: "a" })).toBe(true)
        expect(await keys()).toEqual([])
      })

      it("refuses a second caller without a name", async () => {
        const one = process_()
        await one.acquire("cart_1", { expire: 10 })
        await expect(one.acquire("cart_1", { expire: 10 })).rejects.toMatchObject({ code: "lock_held" })
        expect(await one.release("cart_1")).toBe(true)
        await one.acquire("cart_1", { expire: 10 })
      })

      it("changes 0 rows when another owner, or nobody in particular, releases", async () => {
        const one = process_()
        await one.acquire("sku_1", { ownerId: "a" })
        expect(await one.release("sku_1", { ownerId: "b" })).toBe(false)
        expect(await one.release("sku_1")).toBe(false)
        expect(await one.release("sku_9", { ownerId: "a" })).toBe(false)
        expect(await keys()).toEqual(["sku_1"])
        expect(await one.release(["sku_1", "sku_9"], { ownerId: "a" })).toBe(false)
        expect(await keys()).toEqual([])
      })

      it("does not release 1 key without a name that another process took over meanwhile", async () => {
        const [slow, next, resumed] = [process_(), process_(), process_()]
        await slow.acquire("cart_1", { expire: 10 })
        await letPass()
        await next.acquire("cart_1", { expire: 10 })
        expect(await slow.release("cart_1")).toBe(false)
        expect(await keys()).toEqual(["cart_1"])
        // A workflow may go on in a process that never took the key.
        expect(await resumed.release("cart_1")).toBe(true)
      })

      it("waits in line when asked to, behind 1 holder", async () => {
        const [one, other] = [process_(), process_()]
        await one.acquire("sku_1", { ownerId: "a" })
        const waiting = other.acquire("sku_1", { ownerId: "b", awaitQueue: true })
        await one.release("sku_1", { ownerId: "a" })
        await waiting
        expect(await rows("owner_id")).toEqual([{ owner_id: "b" }])
      })

      it("releases all 2 keys of an owner, and then all 2 that there are", async () => {
        const one = process_()
        await one.acquire(["sku_1", "sku_2"], { ownerId: "a" })
        await one.acquire("sku_3", { ownerId: "b" })
        await one.acquire("sku_4")
        await one.releaseAll({ ownerId: "a" })
        expect(await keys()).toEqual(["sku_3", "sku_4"])
        await one.releaseAll()
        expect(await keys()).toEqual([])
      })
    })
  },
})

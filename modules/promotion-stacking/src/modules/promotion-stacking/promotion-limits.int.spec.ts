import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals"
import { TestDatabase } from "./__fixtures__/limits-database"
import { CodeBatches } from "./code-batches"
import type { Limits } from "./domain/entry"
import { PromotionLimits, type HoldRequest } from "./promotion-limits"

const NONE: Limits = { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null }
const times = <T>(count: number, of: (n: number) => T) => Array.from({ length: count }, (_, n) => of(n))

/** One use of "spring" that takes 5.00 USD off, by cart and customer `n`. */
const ask = (cartId: string, limits: Partial<Limits>, more: Partial<HoldRequest> = {}, amountMinor = 500n) => ({
  cartId,
  customerKey: `${cartId}@example.com`,
  cohorts: [],
  ttlSeconds: 900,
  uses: [{ entryId: "spring", amountMinor, currency: "USD", limits: { ...NONE, ...limits } }],
  ...more,
})

let database: TestDatabase
let limits: PromotionLimits
let batches: CodeBatches

beforeAll(async () => {
  database = await TestDatabase.create("limits")
  limits = new PromotionLimits(database)
  batches = new CodeBatches(database)
})
afterAll(async () => database.end())
beforeEach(async () => database.empty())

/** A test after which every counter is the sum of its rows. */
const keeps = (name: string, test: () => Promise<void>) =>
  it(name, async () => {
    await test()
    expect(await database.unsound()).toEqual([])
  })

const codeOf = (answer: { ok: boolean } & { code?: string }) => (answer.ok ? "ok" : answer.code)
const oneCode = async (code = "ONLY-ONE", entryId = "spring") => {
  await batches.import({
    batchId: `batch_${code}`,
    entryId,
    codes: (async function* () {
      yield code
    })(),
  })
  return code
}
const coded = (cartId: string, code: string) =>
  ask(cartId, {}, { uses: [{ entryId: "spring", amountMinor: 500n, currency: "USD", limits: NONE, code }] })

describe("one cart after the other", () => {
  keeps("holds the 2 uses there are and refuses the third, naming the entry and the next step", async () => {
    expect(await limits.hold(ask("cart_1", { uses: 2 }))).toMatchObject({ ok: true, value: { state: "held" } })
    expect(await limits.hold(ask("cart_2", { uses: 2 }))).toMatchObject({ ok: true })
    expect(await limits.hold(ask("cart_3", { uses: 2 }))).toEqual({
      ok: false,
      code: "promotion_limit_reached",
      message: "Promotion spring is limited to 2 uses, and 0 are left.",
      nextStep: "Go on without the promotion, or try again later: a held use may become free.",
      entryId: "spring",
      left: "0",
    })
    expect(await database.counter("spring")).toEqual({ used: 0, held: 2 })
  })

  keeps("takes no row for an entry without limits", async () => {
    expect(await limits.hold(ask("cart_1", {}))).toMatchObject({ ok: true, value: { state: "nothing" } })
    for (const table of ["counter", "use", "claim"]) {
      expect(await database.query(`select * from stacking_${table}`)).toEqual([])
    }
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({ value: { state: "nothing" } })
  })

  keeps("counts a repeat of the same cart once and renews its deadline", async () => {
    const first = await limits.hold(ask("cart_1", { uses: 1 }, { ttlSeconds: 60 }))
    const again = await limits.hold(ask("cart_1", { uses: 1 }, { ttlSeconds: 900 }))
    if (!first.ok || !again.ok) throw new Error("A cart was refused its own hold.")
    expect(Date.parse(again.value.expiresAt ?? "")).toBeGreaterThan(Date.parse(first.value.expiresAt ?? ""))
    expect(await database.counter("spring")).toEqual({ used: 0, held: 1 })
  })

  keeps("lets a cart that holds 8.00 of a budget of 10.00 change it to 10.00, and not to 10.01", async () => {
    const budget = { budget: { USD: 1000n } }
    expect(await limits.hold(ask("cart_1", budget, {}, 800n))).toMatchObject({ ok: true })
    expect(await limits.hold(ask("cart_1", budget, {}, 1000n))).toMatchObject({ ok: true })
    expect(await limits.hold(ask("cart_1", budget, {}, 1001n))).toMatchObject({
      code: "promotion_budget_spent",
      message: "The budget of spring has 10.00 USD left, and this cart takes 10.01 USD.",
      left: "1000",
    })
    expect(await database.counter("spring", "budget:USD")).toEqual({ used: 0, held: 1000 })
  })

  keeps("has no budget in a currency that the entry does not name", async () => {
    const request = ask("cart_1", { budget: { USD: 1000n } })
    const inEuro = { ...request, uses: request.uses.map((use) => ({ ...use, currency: "EUR" })) }
    expect(await limits.hold(inEuro)).toMatchObject({ code: "promotion_budget_spent", left: "0" })
  })

  keeps("gives up what a changed cart no longer wants", async () => {
    await limits.hold(ask("cart_1", { uses: 1 }))
    expect(await limits.hold(ask("cart_1", {}))).toMatchObject({ value: { state: "nothing" } })
    expect(await limits.hold(ask("cart_2", { uses: 1 }))).toMatchObject({ ok: true })
  })

  keeps("takes all or none: a full second entry leaves the first untouched and the earlier hold in place", async () => {
    await limits.hold({ ...ask("cart_1", {}), uses: [{ ...ask("", { uses: 1 }).uses[0]!, entryId: "summer" }] })
    await limits.hold(ask("cart_2", { uses: 5 }))
    const both = [
      ask("", { uses: 5, budget: { USD: 9000n } }).uses[0]!,
      { ...ask("", { uses: 1 }).uses[0]!, entryId: "summer" },
    ]
    expect(await limits.hold({ ...ask("cart_2", {}), uses: both })).toMatchObject({
      code: "promotion_limit_reached",
      entryId: "summer",
    })
    expect(await database.counter("spring")).toEqual({ used: 0, held: 1 })
    expect(await database.counter("spring", "budget:USD")).toEqual({ used: 0, held: 0 })
  })

  keeps("limits a customer to 1 use whatever cart they come with, and asks who buys when nobody knows", async () => {
    const per = { usesPerCustomer: 1 }
    const anna = { customerKey: "anna@example.com" }
    expect(await limits.hold(ask("cart_1", per, anna))).toMatchObject({ ok: true })
    expect(await limits.hold(ask("cart_2", per, anna))).toMatchObject({ code: "promotion_customer_limit_reached" })
    expect(await limits.hold(ask("cart_3", per))).toMatchObject({ ok: true })
    expect(await limits.hold(ask("cart_4", per, { customerKey: null }))).toMatchObject({
      code: "promotion_customer_unknown",
      entryId: "spring",
    })
  })

  keeps("limits a cohort to 1 use and leaves customers outside it alone", async () => {
    const per = { usesPerCohort: [{ cohort: "new", uses: 1 }] }
    expect(await limits.hold(ask("cart_1", per, { cohorts: ["new"] }))).toMatchObject({ ok: true })
    expect(await limits.hold(ask("cart_2", per, { cohorts: ["new"] }))).toMatchObject({
      code: "promotion_cohort_limit_reached",
    })
    expect(await limits.hold(ask("cart_3", per, { cohorts: ["returning"] }))).toMatchObject({ ok: true })
  })

  keeps("adds up 2 entries of one campaign in its budget", async () => {
    const use = { ...ask("", { budget: { USD: 1000n } }).uses[0]!, entryId: "campaign:may" }
    expect(await limits.hold({ ...ask("cart_1", {}), uses: [use, { ...use, amountMinor: 501n }] })).toMatchObject({
      code: "promotion_budget_spent",
      entryId: "campaign:may",
    })
    expect(await limits.hold({ ...ask("cart_1", {}), uses: [use, use] })).toMatchObject({ ok: true })
    expect(await database.counter("campaign:may", "budget:USD")).toEqual({ used: 0, held: 1000 })
  })
})

describe("spending and giving back", () => {
  keeps("spends a hold once however often it is told", async () => {
    await limits.hold(ask("cart_1", { uses: 1 }))
    const answers = await Promise.all(times(10, () => limits.spend({ cartId: "cart_1", orderId: "order_1" })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ ok: true, value: { state: "spent", orderId: "order_1" } })
    expect(await database.counter("spring")).toEqual({ used: 1, held: 0 })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_2" })).toMatchObject({ code: "promotion_hold_spent" })
    expect(await limits.hold(ask("cart_1", { uses: 1 }))).toMatchObject({ value: { state: "spent" } })
    expect(await limits.hold(ask("cart_1", { uses: 3 }))).toMatchObject({ code: "promotion_hold_spent" })
  })

  keeps("gives a spent use back once however often it is told, and lets the cart hold again", async () => {
    await limits.hold(ask("cart_1", { uses: 1 }))
    await limits.spend({ cartId: "cart_1", orderId: "order_1" })
    expect(await limits.giveBack({ cartId: "cart_1" })).toMatchObject({ code: "promotion_hold_spent" })
    const answers = await Promise.all(times(10, () => limits.giveBack({ orderId: "order_1" })))
    expect(answers.filter((answer) => answer.ok && answer.value.givenBack)).toHaveLength(1)
    expect(await database.counter("spring")).toEqual({ used: 0, held: 0 })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({
      code: "promotion_hold_given_back",
    })
    expect(await limits.hold(ask("cart_1", { uses: 1 }))).toMatchObject({ value: { state: "held" } })
    expect(await limits.giveBack({ orderId: "order_1" })).toEqual({ ok: true, value: { givenBack: false } })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_2" })).toMatchObject({ ok: true })
  })

  keeps("gives a declined hold back by its cart", async () => {
    await limits.hold(ask("cart_1", { uses: 1 }))
    expect(await limits.giveBack({ cartId: "cart_1" })).toEqual({ ok: true, value: { givenBack: true } })
    expect(await limits.giveBack({ cartId: "cart_1" })).toEqual({ ok: true, value: { givenBack: false } })
    expect(await limits.giveBack({ cartId: "cart_never" })).toEqual({ ok: true, value: { givenBack: false } })
    expect(await limits.hold(ask("cart_2", { uses: 1 }))).toMatchObject({ ok: true })
  })

  keeps("spends a live hold after its limit was lowered to 0", async () => {
    await limits.hold(ask("cart_1", { uses: 2 }))
    expect(await limits.hold(ask("cart_2", { uses: 0 }))).toMatchObject({ code: "promotion_limit_reached" })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({ ok: true })
  })
})

describe("holds that lapsed", () => {
  keeps("counts no lapsed hold of somebody else, with the sweeper stopped", async () => {
    await limits.hold(ask("cart_1", { uses: 1 }))
    await database.lapse("cart_1")
    expect(await limits.hold(ask("cart_2", { uses: 1 }))).toMatchObject({ ok: true })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({
      code: "promotion_limit_reached",
    })
    await limits.giveBack({ cartId: "cart_2" })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({ ok: true })
    expect(await database.counter("spring")).toEqual({ used: 1, held: 0 })
  })

  keeps("spends a lapsed hold whose place nobody took, swept or not", async () => {
    for (const [cartId, sweeps] of [
      ["cart_1", false],
      ["cart_2", true],
    ] as const) {
      await limits.hold(ask(cartId, { uses: 2 }))
      await database.lapse(cartId)
      if (sweeps) expect(await limits.sweep(100)).toBe(1)
      expect(await limits.spend({ cartId, orderId: `order_of_${cartId}` })).toMatchObject({ ok: true })
    }
    expect(await database.counter("spring")).toEqual({ used: 2, held: 0 })
  })

  keeps("sweeps lapsed holds and codes and leaves live and spent ones", async () => {
    const code = await oneCode()
    await limits.hold(ask("cart_1", { uses: 9 }))
    await limits.hold(ask("cart_2", { uses: 9 }))
    await limits.hold(ask("cart_3", { uses: 9 }))
    await limits.hold(coded("cart_4", code))
    await limits.spend({ cartId: "cart_3", orderId: "order_3" })
    await database.lapse("cart_1", "cart_3", "cart_4")
    expect(await limits.sweep(100)).toBe(1)
    expect(await limits.sweep(100)).toBe(0)
    expect(await database.counter("spring")).toEqual({ used: 1, held: 1 })
    expect(await database.query("select cart_id from stacking_code")).toEqual([{ cart_id: null }])
  })
})

describe("claims of long ago", () => {
  keeps("are forgotten after 90 days when nothing came of them, and kept when they were spent", async () => {
    for (const cartId of ["cart_1", "cart_2", "cart_3"]) await limits.hold(ask(cartId, { uses: 9 }))
    await limits.spend({ cartId: "cart_2", orderId: "order_2" })
    await database.query(
      "update stacking_use set expires_at = expires_at - interval '91 days' where cart_id <> 'cart_3'",
    )
    await database.query("update stacking_claim set expires_at = now() - interval '91 days' where cart_id <> 'cart_3'")
    await limits.sweep(100)
    expect(await database.query("select cart_id, state from stacking_claim order by cart_id")).toEqual([
      { cart_id: "cart_2", state: "spent" },
      { cart_id: "cart_3", state: "held" },
    ])
  })
})

describe("over the host's own connection", () => {
  keeps("holds, spends, gives back, sweeps and answers with the same statements", async () => {
    const host = database.overKnex()
    const hosted = new PromotionLimits(host)
    const code = await oneCode()
    const all: Partial<Limits> = { uses: 1, usesPerCustomer: 1, budget: { USD: 500n } }
    const request = ask("cart_1", all)
    const uses = request.uses.map((use) => ({ ...use, code }))
    expect(await hosted.hold({ ...request, uses })).toMatchObject({ value: { state: "held" } })
    expect(await hosted.hold(ask("cart_2", all))).toMatchObject({ ok: false })
    await database.lapse("cart_1")
    expect(await hosted.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({ value: { state: "spent" } })
    const entries = [{ entryId: "spring", limits: { ...NONE, ...all } }]
    const { left } = await hosted.usage({ entries, customerKey: null, cohorts: [], currency: "USD", cartId: null })
    expect(left.get("spring")).toMatchObject({ uses: 0n, budget: { USD: 0n } })
    expect(await new CodeBatches(host).entryOf([code])).toMatchObject([{ state: "spent" }])
    expect(await hosted.giveBack({ orderId: "order_1" })).toMatchObject({ value: { givenBack: true } })
    await hosted.hold(ask("cart_2", all))
    await database.lapse("cart_2")
    expect(await hosted.sweep(10)).toBe(3)
    await host.end()
  })
})

describe("codes for one use", () => {
  keeps("lets one cart have a code, typed in small letters with spaces, and refuses another cart", async () => {
    const code = await oneCode()
    expect(await limits.hold(coded("cart_1", "  only-one "))).toMatchObject({ value: { state: "held" } })
    expect(await limits.hold(coded("cart_1", code))).toMatchObject({ ok: true })
    expect(await limits.hold(coded("cart_2", code))).toMatchObject({ code: "promotion_code_taken", entryId: "spring" })
    await database.lapse("cart_1")
    expect(await limits.hold(coded("cart_2", code))).toMatchObject({ ok: true })
    expect(await limits.spend({ cartId: "cart_1", orderId: "order_1" })).toMatchObject({ code: "promotion_code_taken" })
    expect(await limits.spend({ cartId: "cart_2", orderId: "order_2" })).toMatchObject({ ok: true })
    await database.lapse("cart_2")
    expect(await limits.hold(coded("cart_3", code))).toMatchObject({ code: "promotion_code_taken" })
    expect(await batches.entryOf([code])).toMatchObject([{ entryId: "spring", state: "spent", cartId: "cart_2" }])
    await limits.giveBack({ orderId: "order_2" })
    expect(await limits.hold(coded("cart_3", code))).toMatchObject({ ok: true })
  })

  keeps("refuses a code that no batch of the entry has", async () => {
    await oneCode("OF-SUMMER", "summer")
    expect(await limits.hold(coded("cart_1", "NOBODYS"))).toMatchObject({ code: "promotion_code_unknown" })
    expect(await limits.hold(coded("cart_1", "of-summer"))).toMatchObject({ code: "promotion_code_unknown" })
  })

  keeps("frees a code that the cart took out", async () => {
    const code = await oneCode()
    await limits.hold(coded("cart_1", code))
    await limits.hold(ask("cart_1", { uses: 4 }))
    expect(await limits.hold(coded("cart_2", code))).toMatchObject({ ok: true })
  })
})

describe("what is left", () => {
  keeps("answers every limit of 2 entries in one statement, net of live holds of others", async () => {
    const spring: Limits = {
      uses: 5,
      usesPerCustomer: 2,
      usesPerCohort: [
        { cohort: "new", uses: 3 },
        { cohort: "vip", uses: 1 },
      ],
      budget: { USD: 10_000n, EUR: 700n },
    }
    const who = { customerKey: "anna@example.com", cohorts: ["new"] }
    for (const cartId of ["cart_1", "cart_2", "cart_3", "cart_4"]) {
      expect(await limits.hold(ask(cartId, spring, cartId === "cart_1" ? who : { cohorts: [] }))).toMatchObject({
        ok: true,
      })
    }
    await limits.spend({ cartId: "cart_1", orderId: "order_1" })
    await database.lapse("cart_2")
    const statements: string[] = []
    const counted = new PromotionLimits(database.broken((sql) => (statements.push(sql), sql)))
    const entries = [
      { entryId: "spring", limits: spring },
      { entryId: "summer", limits: { ...NONE, uses: 7 } },
      { entryId: "always", limits: NONE },
    ]
    const { left } = await counted.usage({ entries, ...who, currency: null, cartId: "cart_3" })
    expect(statements).toHaveLength(1)
    expect([...left]).toEqual([
      ["spring", { uses: 3n, customer: 1n, cohorts: { new: 2n }, budget: { USD: 9000n, EUR: 700n } }],
      ["summer", { uses: 7n, customer: null, cohorts: {}, budget: null }],
    ])
    const { left: inYen } = await limits.usage({ entries, ...who, currency: "JPY", cartId: null })
    expect(inYen.get("spring")).toMatchObject({ uses: 2n, budget: { JPY: 0n } })
  })
})

describe("many at once", () => {
  const everybody = (request: (n: number) => HoldRequest) =>
    Promise.all(
      times(200, async (n) => {
        const held = await limits.hold(request(n))
        return held.ok ? limits.spend({ cartId: `cart_${n}`, orderId: `order_${n}` }) : held
      }),
    )
  const tally = (answers: readonly ({ ok: boolean } & { code?: string })[]) =>
    answers.reduce<Record<string, number>>((sum, answer) => {
      const code = codeOf(answer) ?? ""
      return { ...sum, [code]: (sum[code] ?? 0) + 1 }
    }, {})

  keeps("gives away exactly 20 of 20 uses when 200 carts ask together", async () => {
    const answers = await everybody((n) => ask(`cart_${n}`, { uses: 20 }))
    expect(tally(answers)).toEqual({ ok: 20, promotion_limit_reached: 180 })
    expect(await database.counter("spring")).toEqual({ used: 20, held: 0 })
  })

  keeps("gives away at most 100.00 of a budget when 200 carts ask for 1.01 to 13.01 together", async () => {
    const amount = (n: number) => BigInt(101 + 100 * (n % 13))
    const answers = await everybody((n) => ask(`cart_${n}`, { budget: { USD: 10_000n } }, {}, amount(n)))
    const given = answers.reduce((sum, answer, n) => (answer.ok ? sum + amount(n) : sum), 0n)
    const { used, held } = await database.counter("spring", "budget:USD")
    expect({ used: BigInt(used), held }).toEqual({ used: given, held: 0 })
    expect(given).toBeLessThanOrEqual(10_000n)
    // Whoever was refused would not have fitted into what is left.
    const cheapest = answers.reduce(
      (least, answer, n) => (!answer.ok && amount(n) < least ? amount(n) : least),
      10_000n,
    )
    expect(given + cheapest).toBeGreaterThan(10_000n)
  })

  keeps("gives 10 customers exactly 2 uses each when each comes with 20 carts", async () => {
    const answers = await everybody((n) =>
      ask(`cart_${n}`, { usesPerCustomer: 2 }, { customerKey: `customer_${n % 10}` }),
    )
    expect(tally(answers)).toEqual({ ok: 20, promotion_customer_limit_reached: 180 })
    for (const n of times(10, (n) => n)) {
      expect(await database.counter("spring", `customer:customer_${n}`)).toEqual({ used: 2, held: 0 })
    }
  })

  keeps("gives one code to 1 of 50 carts", async () => {
    const code = await oneCode()
    const answers = await Promise.all(times(50, (n) => limits.hold(coded(`cart_${n}`, code))))
    expect(tally(answers)).toEqual({ ok: 1, promotion_code_taken: 49 })
  })

  keeps("locks 4 entries named in any order without a deadlock, and gives away exactly 20", async () => {
    const entries = ["a", "b", "c", "d"]
    const answers = await everybody((n) => ({
      ...ask(`cart_${n}`, {}),
      cohorts: ["new"],
      uses: times(4, (i) => ({
        entryId: entries[(n + i * (n % 2 ? 1 : 3)) % 4]!,
        amountMinor: 1n,
        currency: "USD",
        limits: { uses: 20, usesPerCustomer: 1, usesPerCohort: [{ cohort: "new", uses: 30 }], budget: { USD: 25n } },
      })),
    }))
    expect(tally(answers)).toEqual({ ok: 20, promotion_limit_reached: 180 })
  })

  keeps("takes 20 lapsed places when 200 carts come while sweepers run", async () => {
    await Promise.all(times(20, (n) => limits.hold(ask(`late_${n}`, { uses: 20 }))))
    await database.lapse(...times(20, (n) => `late_${n}`))
    const sweeps = times(10, () => limits.sweep(3))
    const answers = await everybody((n) => ask(`cart_${n}`, { uses: 20 }))
    await Promise.all(sweeps)
    expect(tally(answers)).toEqual({ ok: 20, promotion_limit_reached: 180 })
  })

  keeps("lets one cart in 50 tabs hold, spend and give back and count once or not at all", async () => {
    await Promise.all(
      times(50, (n) =>
        n % 3 === 0
          ? limits.spend({ cartId: "cart_1", orderId: "order_1" })
          : n % 3 === 1
            ? limits.giveBack(n % 2 ? { cartId: "cart_1" } : { orderId: "order_1" })
            : limits.hold(ask("cart_1", { uses: 1, budget: { USD: 5000n } }, {}, BigInt(n))),
      ),
    )
    const { used, held } = await database.counter("spring")
    expect(used + held).toBeLessThanOrEqual(1)
  })
})

describe("a build that is broken on purpose", () => {
  it("gives away 25 of 20 uses without the condition", async () => {
    const broken = new PromotionLimits(
      database.broken((sql) => sql.replace("+ want.amount <= want.lim as fits", "> -1 as fits")),
    )
    const answers = await Promise.all(times(25, (n) => broken.hold(ask(`cart_${n}`, { uses: 20 }))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(25)
    expect((await database.counter("spring")).held).toBe(25)
  })

  it("gives the last use to 2 carts without the lock", async () => {
    await limits.hold(ask("cart_0", { uses: 2 }))
    const unlocked = database.broken((sql) => sql.replace("order by key, scope for no key update", ""))
    const broken = new PromotionLimits({
      query: (sql, params) => unlocked.query(sql, params),
      // The first to come keeps its transaction open until the other waits for the row that both have judged.
      transaction: (work) =>
        unlocked.transaction(async (tx) => {
          const value = await work(tx)
          arrived += 1
          while (arrived === 1 && !(await somebodyWaits())) await pause(5)
          return value
        }),
    })
    let arrived = 0
    const somebodyWaits = async () => {
      const waiting =
        "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'"
      return (await database.query(waiting)).length > 0
    }
    const answers = await Promise.all([1, 2].map((n) => broken.hold(ask(`cart_${n}`, { uses: 2 }))))
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    expect((await database.counter("spring")).held).toBe(3)
  })
})

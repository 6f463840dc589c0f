import { afterAll, beforeAll, expect, it } from "@jest/globals"
import fc from "fast-check"
import { LimitsModel, type ModelUse } from "./__fixtures__/limits-model"
import { TestDatabase } from "./__fixtures__/limits-database"
import { PromotionLimits } from "./promotion-limits"

let database: TestDatabase
let limits: PromotionLimits

beforeAll(async () => {
  database = await TestDatabase.create("model")
  limits = new PromotionLimits(database)
})
afterAll(async () => database.end())

const CARTS = ["cart_0", "cart_1", "cart_2", "cart_3"]
const cart = fc.constantFrom(...CARTS)
const use: fc.Arbitrary<ModelUse> = fc.record({
  entryId: fc.constantFrom("a", "b"),
  amount: fc.integer({ min: 1, max: 6 }),
})
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("hold" as const),
      cart,
      uses: fc.uniqueArray(use, { selector: (u) => u.entryId, maxLength: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("spend" as const), cart }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom("give back by cart" as const, "give back by order" as const), cart }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom("lapse" as const, "sweep" as const), cart }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const LIMITS = { uses: 2, usesPerCustomer: 1, usesPerCohort: [], budget: { USD: 8n } }
const customerOf = (cartId: string) => (cartId < "cart_2" ? "anna" : "bert")
const orderOf = (cartId: string) => `order_of_${cartId}`

async function run(on: PromotionLimits, { act, cart: cartId, ...rest }: Step): Promise<string> {
  const said = (answer: { ok: boolean; code?: string; value?: unknown }) =>
    answer.ok ? JSON.stringify(answer.value) : (answer.code ?? "")
  const state = (answer: { ok: true; value: { state: string } } | { ok: false; code: string }) =>
    answer.ok ? answer.value.state : answer.code
  switch (act) {
    case "hold":
      return state(
        await on.hold({
          cartId,
          customerKey: customerOf(cartId),
          cohorts: [],
          ttlSeconds: 900,
          uses: ("uses" in rest ? rest.uses : []).map(({ entryId, amount }) => ({
            entryId,
            amountMinor: BigInt(amount),
            currency: "USD",
            limits: LIMITS,
          })),
        }),
      )
    case "spend":
      return state(await on.spend({ cartId, orderId: orderOf(cartId) }))
    case "give back by cart":
      return said(await on.giveBack({ cartId }))
    case "give back by order":
      return said(await on.giveBack({ orderId: orderOf(cartId) }))
    case "lapse":
      await database.lapse(cartId)
      return "lapsed"
    case "sweep":
      await on.sweep(100)
      return "swept"
  }
}

it("answers as a model of 60 lines does in 250 random schedules, each step of the way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      await database.empty()
      const model = new LimitsModel(LIMITS, customerOf)
      for (const each of steps) {
        const uses = "uses" in each ? each.uses : []
        expect(await run(limits, each)).toEqual(model.run(each.act, each.cart, uses))
        for (const entryId of ["a", "b"]) {
          const left = (
            await limits.usage({
              entries: [{ entryId, limits: LIMITS }],
              customerKey: "anna",
              cohorts: [],
              currency: "USD",
              cartId: null,
            })
          ).left.get(entryId)
          expect(left).toEqual(model.left(entryId, "anna"))
        }
      }
      expect(await database.unsound()).toEqual([])
    }),
    { numRuns: 250 },
  )
}, 240_000)

it("keeps every counter within its limit and equal to its rows in 60 random schedules of 40 steps at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (steps) => {
      await database.empty()
      await Promise.all(steps.map((each) => run(limits, each)))
      expect(await database.unsound()).toEqual([])
      const over = await database.query(`
        select * from stacking_counter
         where used + held > case when scope = 'uses' then 2 when scope like 'customer:%' then 1 else 8 end`)
      expect(over).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 240_000)

import { describe, expect, it, jest } from "@jest/globals"
import fc from "fast-check"
import { expectDone } from "@holdfast/kernel"
import { arbitraryParityCase } from "./__fixtures__/arbitrary-host-promotions"
import { buyGet, campaign, cartOf, line, promotion, type ParityCase } from "./__fixtures__/parity-case"
import { PARITY_CASES } from "./__fixtures__/parity-cases"
import {
  expectCloseShares,
  expectSameShares,
  othersOf,
  sharesOf,
  type Action,
  type ParityCart,
} from "./__fixtures__/parity-shares"
import { stackingSuite } from "./__fixtures__/stacking-suite"
import { everythingKnown } from "./import/known"
import StackingPromotionModuleService from "./service"

jest.setTimeout(120_000)

/** The host's own, as it was before it was overridden. */
const { computeActions: hostCompute } = (
  Object.getPrototypeOf(StackingPromotionModuleService) as typeof StackingPromotionModuleService
).prototype

/** It makes the engine compute, and never applies. */
const UNRELATED = {
  id: "unrelated",
  codes: ["NEVER_ENTERED"],
  stacks_with: "any",
  action: { type: "percent_off", value: 90, applies_to: "order" },
}

stackingSuite(({ service }) => {
  const prepare = async ({ promotions, used = [] }: Pick<ParityCase, "promotions" | "used">) => {
    const made = (await service.createPromotions(promotions as never)) as unknown as readonly { id: string }[]
    for (const { code, amount = 1, customer = null } of used) {
      const action = { action: "addItemAdjustment", code, amount }
      await service.registerUsage([action] as never, { customer_id: customer, customer_email: null })
    }
    return made.map(({ id }) => id)
  }
  const asked = ({ codes = [], cart, options = {} }: ParityCase) =>
    [[...codes], structuredClone(cart), options] as unknown as Parameters<typeof service.computeActions>
  const answered = async (answer: Promise<unknown>): Promise<readonly Action[]> =>
    JSON.parse(
      JSON.stringify(await answer.catch((error: unknown) => [{ action: "refused", code: (error as Error).message }])),
    ) as readonly Action[]
  const ours = (one: ParityCase) => answered(service.computeActions(...asked(one)))
  const hosts = (one: ParityCase) => answered(hostCompute.apply(service, asked(one)))
  const importUnrelated = async () => expectDone(await service.importEntries(UNRELATED, everythingKnown))

  describe("exactly the host's answer without entries and fields, and the same discounts beside an entry", () => {
    it.each(PARITY_CASES)("$name", async (one) => {
      await prepare(one)
      const host = await hosts(one)
      expect(await ours(one)).toEqual(host)
      await importUnrelated()
      const own = await ours(one)
      const cart = one.cart as ParityCart
      expect(othersOf(own)).toEqual(othersOf(host))
      expectSameShares(sharesOf(own, cart), sharesOf(host, cart), cart)
    })
  })

  describe("on random promotions and carts", () => {
    const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
    const RUNS = Number(process.env["RUNS"] ?? 120)
    const onRandom = (compare: (one: ParityCase) => Promise<void>) =>
      fc.assert(
        fc.asyncProperty(arbitraryParityCase(), async (one) => {
          const made = await prepare(one)
          try {
            await compare(one)
          } finally {
            await service.deletePromotions(made)
          }
        }),
        { numRuns: RUNS, seed: SEED },
      )

    it("every answer is the host's without entries and fields", async () => {
      console.info(`parity without entries: SEED=${SEED}`)
      await onRandom(async (one) => expect(await ours(one)).toEqual(await hosts(one)))
    })

    it("every answer is the host's to within a cent a line beside an entry that does not apply", async () => {
      console.info(`parity beside an entry: SEED=${SEED}`)
      await importUnrelated()
      await onRandom(async (one) => {
        const [own, host] = [await ours(one), await hosts(one)]
        const cart = one.cart as ParityCart
        expect(othersOf(own)).toEqual(othersOf(host))
        expectCloseShares(sharesOf(own, cart), sharesOf(host, cart), cart)
      })
    })
  })

  describe("where stacking means something else than the host", () => {
    const both = async (one: Omit<ParityCase, "name">) => {
      await prepare(one)
      await importUnrelated()
      const read = (actions: readonly Action[]) =>
        actions.map(({ action, code, item_id: id, amount }) =>
          amount === undefined ? [action, code] : [code, id, Number(amount)],
        )
      const named = { name: "", ...one }
      return { own: read(await ours(named)), host: read(await hosts(named)) }
    }

    it("order goes by lane, priority and id, not by the larger value: 10 % and then 50.00 off, of 100.00", async () => {
      const promotions = [promotion("A", { value: 10 }), promotion("B", { type: "fixed", value: 50 })]
      const { own, host } = await both({ promotions, cart: cartOf([line("a", 100)]) })
      expect(host).toEqual([
        ["B", "a", 50],
        ["A", "a", 5],
      ])
      expect(own).toEqual([
        ["A", "a", 10],
        ["B", "a", 50],
      ])
    })

    it("order goes by lane, priority and id, not bargains first; and nothing costs less than nothing", async () => {
      const promotions = [
        promotion("A", { value: 50 }),
        buyGet("B", { of: ["a"], quantity: 1 }, { of: ["a"], quantity: 1 }),
      ]
      const { own, host } = await both({ promotions, cart: cartOf([line("a", 10, 2)]) })
      expect(host).toEqual([
        ["B", "a", 10],
        ["A", "a", 5],
      ])
      expect(own).toEqual([
        ["A", "a", 10],
        ["B", "a", 10],
      ])
    })

    it("a budget of 10.00 is not passed by 2 lines of 6.00 that it covers one by one", async () => {
      const promotions = [
        promotion(
          "P",
          { value: 50, currency_code: "usd" },
          campaign("c", { type: "spend", limit: 10, currency_code: "usd" }),
        ),
      ]
      const { own, host } = await both({ promotions, cart: cartOf([line("a", 12), line("b", 12)]) })
      expect(host).toEqual([
        ["P", "a", 6],
        ["P", "b", 6],
      ])
      expect(own).toEqual([["campaignBudgetExceeded", "P"]])
      const decision = expectDone(await service.decisionOf(["cart_parity"]))
      expect(decision.answer).toMatchObject({
        trace: [{ promotion: "P", outcome: "limit_reached", because: "its campaign's budget does not cover it" }],
      })
    })

    it("a bargain that is worth less than a cent gives nothing and takes no units, so the next one finds them", async () => {
      const promotions = [
        buyGet("A", { of: ["b"], quantity: 1 }, { of: ["a"], quantity: 1 }, { value: 5 }),
        buyGet("B", { of: ["a", "b"], quantity: 3 }, { of: ["a", "b"], quantity: 1 }, { value: 2 }),
      ]
      const { own, host } = await both({ promotions, cart: cartOf([line("a", 0.01), line("b", 1.01, 3)]) })
      expect(host).toEqual([
        ["A", "a", 0.0005],
        ["B", "b", 0.0202],
      ])
      // The cheapest unit is still there for B, and 2 % of it are less than a cent as well.
      expect(own).toEqual([])
    })

    it("10.00 off 3 equal lines is 10.00 in whole cents, where the host gives thirds of a cent", async () => {
      const promotions = [promotion("P", { type: "fixed", value: 10 })]
      const { own } = await both({ promotions, cart: cartOf([line("a", 20), line("b", 20), line("c", 20)]) })
      expect(own).toEqual([
        ["P", "a", 3.34],
        ["P", "b", 3.33],
        ["P", "c", 3.33],
      ])
    })
  })

  it("a promotion of 2 uses applies until its second use is registered, and then says why it does not", async () => {
    const one: ParityCase = {
      name: "",
      promotions: [promotion("P", { value: 10 }, { limit: 2 })],
      cart: cartOf([line("a", 100)]),
    }
    await prepare(one)
    await importUnrelated()
    const use = () =>
      service.registerUsage([{ action: "addItemAdjustment", code: "P", amount: 10 }] as never, {
        customer_id: null,
        customer_email: null,
      })
    await use()
    expect(await ours(one)).toMatchObject([{ action: "addItemAdjustment", code: "P" }])
    await use()
    expect(await ours(one)).toEqual([{ action: "promotionLimitExceeded", code: "P" }])
    const decision = expectDone(await service.decisionOf(["cart_parity"]))
    expect(decision.answer).toMatchObject({
      trace: [{ promotion: "P", outcome: "limit_reached", because: "all its uses are spent" }],
    })
  })
})

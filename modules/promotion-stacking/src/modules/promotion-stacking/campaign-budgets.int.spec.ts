import { describe, expect, it, jest } from "@jest/globals"
import type { ComputeActions } from "@medusajs/framework/types"
import { expectDone } from "@holdfast/kernel"
import { stackingSuite } from "./__fixtures__/stacking-suite"
import { everythingKnown } from "./import/known"

jest.setTimeout(120_000)

const times = <T>(count: number, of: (n: number) => T) => Array.from({ length: count }, (_, n) => of(n))

stackingSuite(({ service, sql }) => {
  const campaign = async (identifier: string, budget: object) =>
    service.createCampaigns([{ name: identifier, campaign_identifier: identifier, budget }])
  const percent = (id: string, value: number, more: object = {}) => ({
    id,
    campaign: "spring",
    stacks_with: "any",
    action: { type: "percent_off", value, applies_to: "order" },
    ...more,
  })
  const imported = async (...entries: object[]) => expectDone(await service.importEntries(entries, everythingKnown))
  /** A promotion of the host's own, 10 % off each line, in the same campaign. */
  const hostPromotion = async (code: string) => {
    const [found] = await service.listCampaigns({ campaign_identifier: ["spring"] })
    await service.createPromotions([
      {
        code,
        type: "standard",
        status: "active",
        campaign_id: found!.id,
        application_method: { type: "percentage", target_type: "items", allocation: "across", value: 10 },
      } as never,
    ])
  }

  /** A cart of one line of 100.00, as it was shown: with what its promotions gave. */
  const priced = async (id: string, codes: string[] = [], more: object = {}) => {
    const item = (adjustments: readonly object[]) => ({
      id: "a",
      unit_price: 100,
      quantity: 1,
      subtotal: 100,
      original_total: 100,
      is_discountable: true,
      is_tax_inclusive: false,
      adjustments,
    })
    const cart = (adjustments: readonly object[]) => ({ id, currency_code: "usd", items: [item(adjustments)], ...more })
    const actions = (await service.computeActions(codes, cart([]) as never)).filter(
      (action): action is ComputeActions & { code: string; amount: number } => action.action === "addItemAdjustment",
    )
    const given = actions.map(({ code, amount }, n) => ({ id: `adj_${n}`, code, amount: Number(amount) }))
    return { given, cart: cart(given) }
  }
  const confirm = (cart: object, codes: string[] = []) => service.confirmPrice(codes, cart)
  const used = async () => {
    const [row] = await sql<{ used: string; raw_used: { value: string } }>(
      `select used, raw_used from promotion_campaign_budget`,
    )
    // The host keeps the number twice.
    expect(Number(row?.raw_used.value)).toBe(Number(row?.used))
    return Number(row?.used)
  }
  const lapse = (cartId: string) =>
    sql(`update stacking_use set expires_at = now() - interval '1 second' where cart_id = ?`, [cartId])
  const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? "ok" : answer.code)

  describe("an entry of a campaign with a budget", () => {
    it("holds the last of 1 use while its customer pays, and gives it back on decline, expiry and cancel", async () => {
      await campaign("spring", { type: "usage", limit: 1 })
      await imported(percent("ten", 10))
      const { given, cart } = await priced("cart_1")
      expect(given).toMatchObject([{ code: "ten", amount: 10 }])
      const rival = await priced("cart_2")

      expect(expectDone(await confirm(cart))).toMatchObject({ state: "held" })
      expect(await used()).toBe(1)
      expect((await priced("cart_1")).given).toHaveLength(1)
      expect((await priced("cart_2")).given).toEqual([])
      // What the rival was shown is not so any more.
      expect(codeOf(await confirm(rival.cart))).toBe("promotion_changed")

      await service.releaseUses("cart_1")
      expect(await used()).toBe(0)

      expectDone(await confirm(cart))
      await lapse("cart_1")
      expect((await priced("cart_2")).given).toHaveLength(1)
      await service.sweepUses()
      expect(await used()).toBe(0)

      expectDone(await confirm(rival.cart))
      expectDone(await service.spendUses("cart_2", "order_2"))
      expect(await used()).toBe(1)
      expect(codeOf(await service.spendUses("cart_1", "order_1"))).toBe("promotion_limit_reached")
      await service.giveBackUses("order_2")
      expect(await used()).toBe(0)
    })

    it("does not apply beyond what a budget of 25.00 still covers, alone or together, and says so", async () => {
      await campaign("spring", { type: "spend", limit: 25, currency_code: "usd" })
      await imported(percent("ten", 10, { priority: 2 }), percent("twenty", 20, { priority: 1, lane: 1 }))
      // 10.00 and 18.00 are 28.00.
      expect((await priced("cart_1")).given).toMatchObject([{ code: "ten", amount: 10 }])
      const decision = expectDone(await service.decisionOf(["cart_1"]))
      expect((decision.answer as { trace: object[] }).trace).toContainEqual(
        expect.objectContaining({
          promotion: "twenty",
          outcome: "limit_reached",
          because: "its campaign's budget does not cover it",
        }),
      )
      const { cart } = await priced("cart_1")
      expectDone(await confirm(cart))
      expect(await used()).toBe(10)
      expect((await priced("cart_2")).given).toMatchObject([{ code: "ten" }])
      expect((await priced("cart_3", [], { currency_code: "eur" })).given).toEqual([])
    })

    it("counts uses of each customer where the budget does, and none while nobody knows who buys", async () => {
      await campaign("spring", { type: "use_by_attribute", attribute: "customer_email", limit: 1 })
      await imported(percent("ten", 10))
      expect((await priced("cart_1")).given).toEqual([])
      const anna = { email: "anna@example.com" }
      const { cart } = await priced("cart_1", [], anna)
      expectDone(await confirm(cart))
      expectDone(await service.spendUses("cart_1", "order_1"))
      expect((await priced("cart_2", [], anna)).given).toEqual([])
      expect((await priced("cart_2", [], { email: "bert@example.com" })).given).toHaveLength(1)
      expect(await sql(`select attribute_value, used::int from promotion_campaign_budget_usage`)).toEqual([
        { attribute_value: "anna@example.com", used: 1 },
      ])
      await service.giveBackUses("order_1")
      expect((await priced("cart_2", [], anna)).given).toHaveLength(1)
    })

    it("counts without end in a budget without a limit", async () => {
      await campaign("spring", { type: "usage" })
      await imported(percent("ten", 10))
      for (const id of ["cart_1", "cart_2", "cart_3"]) expectDone(await confirm((await priced(id)).cart))
      expect(await used()).toBe(3)
    })
  })

  describe("many at once", () => {
    it("gives exactly 5 of 5 uses to 50 carts that were all shown the discount", async () => {
      await campaign("spring", { type: "usage", limit: 5 })
      await imported(percent("ten", 10))
      const carts = await Promise.all(times(50, (n) => priced(`cart_${n}`)))
      expect(carts.every(({ given }) => given.length === 1)).toBe(true)
      const answers = await Promise.all(carts.map(({ cart }) => confirm(cart)))
      const held = answers.flatMap((answer, n) => (answer.ok ? [n] : []))
      expect(held).toHaveLength(5)
      expect(await used()).toBe(5)
      await Promise.all(held.map((n) => service.spendUses(`cart_${n}`, `order_${n}`)))
      expect(await used()).toBe(5)
    })

    it("gives exactly 10 of 10 uses when 50 carts and 50 orders of the host's own promotion come together", async () => {
      await campaign("spring", { type: "usage", limit: 10 })
      await imported(percent("ten", 10))
      await hostPromotion("HOST10")
      const carts = await Promise.all(times(50, (n) => priced(`cart_${n}`)))
      const own = () =>
        service.registerUsage([{ code: "HOST10", amount: 10 }], { customer_id: null, customer_email: null }).then(
          () => true,
          () => false,
        )
      const [ours, hosts] = await Promise.all([
        Promise.all(carts.map(async ({ cart }) => (await confirm(cart)).ok)),
        Promise.all(times(50, own)),
      ])
      const taken = [...ours, ...hosts].filter(Boolean)
      expect(taken).toHaveLength(10)
      expect(await used()).toBe(10)
    })

    it("gives exactly 100.00 of 100.00 in tens, with the host's own promotion, and takes back what both return", async () => {
      await campaign("spring", { type: "spend", limit: 100, currency_code: "usd" })
      await imported(percent("ten", 10))
      await hostPromotion("HOST10")
      const carts = await Promise.all(times(60, (n) => priced(`cart_${n}`)))
      const nobody = { customer_id: null, customer_email: null }
      const register = () =>
        service.registerUsage([{ code: "HOST10", amount: 10 }], nobody).then(
          () => true,
          () => false,
        )
      const [ours, hosts] = await Promise.all([
        Promise.all(carts.map(async ({ cart }) => (await confirm(cart)).ok)),
        Promise.all(times(40, register)),
      ])
      const count = (answers: readonly boolean[]) => answers.filter(Boolean).length
      expect(count(ours) + count(hosts)).toBe(10)
      expect(await used()).toBe(100)
      // Holds are released while the host reverts, which takes no lock of its own.
      await Promise.all([
        ...times(60, (n) => service.releaseUses(`cart_${n}`)),
        ...times(count(hosts), () => service.revertUsage([{ code: "HOST10", amount: 10 }], nobody)),
      ])
      expect(await used()).toBe(0)
    })
  })
})

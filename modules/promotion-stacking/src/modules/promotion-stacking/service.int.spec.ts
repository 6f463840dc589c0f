import { describe, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { EXAMPLE_YAML, FREE_SHIPPING, IN_SPRING, SPRING_CART } from "./__fixtures__/example-entry"
import { stackingSuite } from "./__fixtures__/stacking-suite"
import { everythingKnown } from "./import/known"

jest.setTimeout(120_000)

const NOW = "2026-01-01T00:00:00Z"
const percent = (id: string, value: number, more: object = {}) => ({
  id,
  action: { type: "percent_off", value, applies_to: "order" },
  ...more,
})

stackingSuite(({ service, sql }) => {
  const item = (id: string, unit_price: number, quantity = 1, more: object = {}) => ({
    id,
    unit_price,
    quantity,
    subtotal: unit_price * quantity,
    original_total: unit_price * quantity,
    is_discountable: true,
    is_tax_inclusive: false,
    variant_sku: `sku_${id}`,
    ...more,
  })
  const context = (items: readonly object[], more: object = {}) => ({
    id: "cart_1",
    currency_code: "usd",
    items,
    ...more,
  })
  const compute = async (codes: string[], of: object) => {
    const actions = await service.computeActions(codes, of as never)
    return actions.map((action) => ({ ...action, ...("amount" in action && { amount: Number(action.amount) }) }))
  }
  const imported = async (...entries: object[]) => expectDone(await service.importEntries(entries, everythingKnown))

  describe("an entry", () => {
    it("is imported as it stands in the example, and prices its cart", async () => {
      await service.importEntries(EXAMPLE_YAML, everythingKnown)
      await imported(FREE_SHIPPING)
      const answer = expectDone(await (await service.whatIf()).simulate({ nowMs: IN_SPRING, cart: SPRING_CART }))
      expect(answer).toMatchObject({
        discount_total: "7.49",
        shipping_discount_total: "7.95",
        lines: [
          { id: "l1", discount: "7.49" },
          { id: "l2", discount: "0.00" },
          { id: "l3", discount: "0.00" },
        ],
        applied: ["promo_2026_spring_15off", "free_shipping_over_50"],
      })
      const later = { nowMs: Date.parse(NOW), cart: SPRING_CART }
      const before = expectDone(await (await service.whatIf()).simulate(later))
      expect(before.applied).toEqual(["free_shipping_over_50"])
      expect(before.trace.find((line) => line.promotion === "promo_2026_spring_15off")).toMatchObject({
        outcome: "outside_window",
        because: "it starts at 2026-03-01T05:00:00.000Z",
      })
    })

    it("is refused with all that is wrong about it, and then nothing of the file is imported", async () => {
      const bad = {
        ...percent("bad", 101),
        conditions: { customer_segment: ["vip"], time_window: { starts_at: "2026-03-01T00:00:00" } },
      }
      const known = { ...everythingKnown, segments: new Set(["new"]) }
      const answer = await service.importEntries([percent("good", 10), bad], known)
      expect(answer).toMatchObject({
        ok: false,
        code: "entries_refused",
        problems: [
          { code: "entry_segment_unknown", entry: "bad", field: "conditions.customer_segment" },
          { code: "entry_time_without_zone", entry: "bad", field: "conditions.time_window.starts_at" },
          { code: "entry_percent_out_of_range", entry: "bad", field: "action.value" },
        ],
      })
      expect((await service.listEntries({ limit: 10, offset: 0 })).count).toBe(0)
    })

    it("has a promotion of the host's that stands for it, changes in place, and leaves with it", async () => {
      await imported(percent("spring", 10))
      const [standIn] = await service.listPromotions({ code: ["spring"] }, { relations: ["application_method"] })
      expect(standIn).toMatchObject({ code: "spring", is_automatic: true, status: "active" })
      expect(Number(standIn?.application_method?.value)).toBe(0)
      await imported({ ...percent("spring", 20), status: "stopped" })
      expect(await service.listPromotions({ code: ["spring"] })).toMatchObject([
        { id: standIn?.id, status: "inactive" },
      ])
      expectDone(await service.removeEntry("spring"))
      expect(await service.listPromotions({ code: ["spring"] })).toEqual([])
      expect(await service.removeEntry("spring")).toMatchObject({ ok: false, code: "entry_unknown" })
    })

    it("does not take the code of a promotion of the host's", async () => {
      await service.createPromotions([
        {
          code: "SPRING",
          type: "standard",
          status: "active",
          application_method: { type: "percentage", target_type: "items", allocation: "across", value: 5 },
        },
      ])
      expect(await service.importEntries([percent("SPRING", 10)], everythingKnown)).toMatchObject({
        ok: false,
        problems: [{ code: "entry_id_taken", entry: "SPRING" }],
      })
    })
  })

  describe("a code", () => {
    const coded = (id: string, code: string, more: object = {}) => percent(id, 10, { codes: [code], ...more })
    const refusedFor = async (owner: string, ...entries: object[]) => {
      const refused = {
        ok: false,
        code: "entries_refused",
        problems: [{ code: "entry_code_taken", field: "codes", message: expect.stringContaining(`is for ${owner}`) }],
      }
      expect(await service.importEntries(entries, everythingKnown, true)).toMatchObject(refused)
      expect(await service.importEntries(entries, everythingKnown)).toMatchObject(refused)
    }

    it("is for one active entry, in a file and in the shop, and may wait in a draft", async () => {
      await refusedFor("entry one", coded("one", "TEN"), coded("two", "TEN"))
      await imported(coded("one", "TEN"), coded("two", "TEN", { status: "draft" }))
      await refusedFor("entry one", coded("three", "TEN"))
      await imported(coded("one", "TEN", { priority: 3 }))
      await expect(service.changeEntries([{ id: "two", fields: { status: "active" } }])).rejects.toThrow(/entry one/)
      expectDone(await service.changeEntries([{ id: "two", fields: { priority: 2 } }]))
      expectDone(await service.changeEntries([{ id: "one", fields: { status: "stopped" } }]))
      expectDone(await service.changeEntries([{ id: "two", fields: { status: "active" } }]))
      expect(await compute(["TEN"], context([item("a", 100)]))).toMatchObject([{ code: "TEN", amount: 10 }])
    })

    it("is not that of a promotion of the host's, of another entry, or of a batch", async () => {
      const method = { type: "percentage" as const, target_type: "items" as const, allocation: "across" as const }
      await service.createPromotions([
        { code: "HOST", type: "standard", status: "draft", application_method: { ...method, value: 5 } },
      ])
      await refusedFor("promotion HOST", coded("one", "HOST"))
      await imported(percent("plain", 10))
      await refusedFor("promotion plain", coded("one", "plain"))
      const codes = (async function* () {
        yield "SPRING-1"
      })()
      expectDone(await service.codeBatches.import({ batchId: "letters", entryId: "other", codes }))
      await refusedFor("code batch letters", coded("one", "spring-1"))
      await imported(coded("one", "one"))
    })

    it("goes to one of 8 entries that are imported at once", async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => service.importEntries([coded(`e${n}`, "TEN")], everythingKnown)),
      )
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    })
  })

  describe("computeActions", () => {
    it("takes 15 % off a line of 49.99 as 7.49, under the entry's id, and removes what was there", async () => {
      await imported(percent("p15", 15))
      const adjustments = [{ id: "adj_1", code: "p15", item_id: "a", amount: 1 }]
      expect(await compute([], context([item("a", 49.99, 1, { adjustments })]))).toEqual([
        { action: "removeItemAdjustment", adjustment_id: "adj_1", code: "p15", item_id: "a" },
        { action: "addItemAdjustment", item_id: "a", amount: 7.49, code: "p15", is_tax_inclusive: false },
      ])
    })

    it("applies a code under the name that was entered, keeps it while the cart has it, and not by the entry's id", async () => {
      await imported(percent("secret", 10, { codes: ["TENOFF"] }))
      const amounts = async (codes: string[], more: object = {}) =>
        (await compute(codes, context([item("a", 100, 1, more)])))
          .filter((action) => action.action === "addItemAdjustment")
          .map((action) => ("code" in action ? action.code : ""))
      expect(await amounts([])).toEqual([])
      expect(await amounts(["TENOFF"])).toEqual(["TENOFF"])
      expect(await amounts(["secret"])).toEqual([])
      const carried = { adjustments: [{ id: "adj_1", code: "TENOFF", item_id: "a" }] }
      expect(await amounts(["secret"], carried)).toEqual(["TENOFF"])
      expect(await amounts([], carried)).toEqual([])
    })

    it("sees a change that another process made, at the next price", async () => {
      await imported(percent("p", 10))
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ amount: 10 }])
      await sql(
        `update stacking_entry set source = jsonb_set(source, '{action,value}', '20'), revision = revision + 1 where id = 'p'`,
      )
      await sql(`update stacking_revision set revision = revision + 1 where name = 'entries'`)
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ amount: 20 }])
      await imported({ ...percent("p", 20), status: "stopped" })
      expect(await compute([], context([item("a", 100)]))).toEqual([])
    })

    it("lets a promotion of the host's meet an entry that stacks with any, and gives it fields of its own", async () => {
      const host = (code: string, value: number) => ({
        code,
        type: "standard" as const,
        status: "active" as const,
        is_automatic: true,
        application_method: {
          type: "percentage" as const,
          target_type: "items" as const,
          allocation: "across" as const,
          value,
        },
      })
      const [auto] = await service.createPromotions([host("AUTO", 10)])
      await imported(percent("p", 50, { stacks_with: "any", lane: 1 }))
      expect(await compute([], context([item("a", 100)]))).toMatchObject([
        { code: "AUTO", amount: 10 },
        { code: "p", amount: 45 },
      ])
      await service.setFields(auto!.id, { priority: 5, exclusive: true })
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ code: "AUTO", amount: 10 }])
      await service.setResolution("best")
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ code: "p", amount: 50 }])
      await service.setFields(auto!.id, null)
    })

    it("simulates a promotion of the host's beside the live entries, and not beside others that are sent", async () => {
      await service.createPromotions([
        {
          code: "AUTO",
          type: "standard",
          status: "active",
          is_automatic: true,
          rules: [{ attribute: "customer.groups.id", operator: "in", values: ["vip"] }],
          application_method: { type: "percentage", target_type: "items", allocation: "across", value: 10 },
        },
      ])
      await imported(percent("p", 50, { stacks_with: "any", lane: 1 }))
      const cart = (more: object = {}) => ({
        currency_code: "usd",
        items: [{ id: "a", sku: "sku_a", quantity: 3, unit_price: "33.33" }],
        ...more,
      })
      const simulate = async (of: object, entries?: object) =>
        expectDone(
          await (await service.whatIf()).simulate({ nowMs: Date.parse(NOW), cart: of, ...(entries && { entries }) }),
        )
      const vip = { customer_groups: ["vip"] }
      expect(await simulate(cart(vip))).toMatchObject({ applied: ["AUTO", "p"], discount_total: "54.99" })
      expect(await simulate(cart())).toMatchObject({ applied: ["p"], discount_total: "49.99" })
      expect(await simulate(cart(vip), [percent("q", 20)])).toMatchObject({ applied: ["q"] })
    })

    it("keeps each decision with what went in, and answers the same cents when it is run again", async () => {
      await imported(percent("p", 10))
      await compute([], context([item("a", 100)]))
      const decision = expectDone(await service.decisionOf(["cart_1"]))
      expect(decision).toMatchObject({
        engine: "stacking/1",
        answer: { discount_total: "10.00", trace: [{ promotion: "p", outcome: "applied" }] },
      })
      expect(decision.inputHash).toHaveLength(64)
    })

    it("runs the carts of the last days again: the same cents with the same rules, and what other rules would change", async () => {
      const ten = percent("p", 10)
      await imported(ten)
      for (const [id, price] of [
        ["cart_1", 100],
        ["cart_2", 33.33],
      ] as const) {
        await compute([], context([item("a", price)], { id }))
      }
      const run = async (entries: object) =>
        expectDone(await (await service.whatIf()).shadow(entries, { days: 1, limit: 100 }))
      expect(await run([ten])).toEqual({
        carts: 2,
        changed: 0,
        totals: { USD: { before: "13.33", after: "13.33" } },
        differences: [],
      })
      expect(await run([percent("p", 20)])).toMatchObject({
        changed: 2,
        totals: { USD: { before: "13.33", after: "26.66" } },
        differences: [{ subject_id: "cart_1", discount_before: "10.00", discount_after: "20.00" }, {}],
      })
    })

    it("makes shipping free to the last part of a cent", async () => {
      await imported({ id: "free", action: { type: "free_shipping" } })
      const methods = [{ id: "sm_1", subtotal: 8.403361, amount: 10 }]
      expect(await compute([], context([item("a", 100)], { shipping_methods: methods }))).toMatchObject([
        { action: "addShippingMethodAdjustment", shipping_method_id: "sm_1", amount: 8.403361 },
      ])
    })

    it("costs 2 statements when rules are in memory, with limits and a campaign's budget too", async () => {
      const statements = async (of: object) => {
        const asked = jest.spyOn((service as unknown as { pool: { query: () => unknown } }).pool, "query")
        await compute([], of)
        const { length } = asked.mock.calls
        asked.mockRestore()
        return length
      }
      const cart = context([item("a", 100)])
      await imported(percent("p", 10))
      await compute([], cart)
      expect(await statements(cart)).toBe(2)
      await imported(percent("q", 10, { limits: { uses: 5 } }))
      await compute([], cart)
      expect(await statements(cart)).toBe(2)
      await service.createCampaigns([
        { name: "Spring", campaign_identifier: "spring", budget: { type: "usage", limit: 5 } } as never,
      ])
      await imported(percent("r", 10, { limits: { uses: 5 }, campaign: "spring" }))
      await compute([], cart)
      expect(await statements(cart)).toBe(2)
      expect(await compute([], cart)).toMatchObject([{ code: "p" }])
    })

    it("takes each code of a batch once, under its own name", async () => {
      await imported(percent("letters", 10, { codes: ["batch:spring-letters"] }))
      const batch = { batchId: "spring-letters", entryId: "letters", count: 3, prefix: "SPRING-", length: 10 }
      expectDone(await service.codeBatches.generate(batch))
      const codes: string[] = []
      for await (const code of service.codeBatches.export("spring-letters")) codes.push(code)
      expect(codes).toHaveLength(3)
      const [first = "", second = ""] = codes
      const cart = (id: string) => context([item("a", 100)], { id })
      expect(await compute([first], cart("cart_1"))).toMatchObject([{ code: first, amount: 10 }])
      expect(await service.listPromotions({ code: [first] })).toMatchObject([{ code: first }])
      const carried = context([item("a", 100, 1, { adjustments: [{ id: "adj", code: first, amount: 10 }] })])
      expect(expectDone(await service.confirmPrice([first], carried))).toMatchObject({ state: "held" })
      expectDone(await service.spendUses("cart_1", "order_1"))
      expect(await compute([first], cart("cart_2"))).toEqual([])
      expect(await compute([second], cart("cart_2"))).toMatchObject([{ code: second, amount: 10 }])
    })

    it("gives a declined cart's use to the next one at once, and an order's use to nobody", async () => {
      await imported(percent("once", 10, { limits: { uses: 1 } }))
      const cart = (id: string) =>
        context([item("a", 100, 1, { adjustments: [{ id: "adj", code: "once", amount: 10 }] })], { id })
      const applies = async (id: string) =>
        (await compute([], cart(id))).some(({ action }) => action === "addItemAdjustment")
      expect(expectDone(await service.confirmPrice([], cart("cart_1")))).toMatchObject({ state: "held" })
      expect([await applies("cart_1"), await applies("cart_2")]).toEqual([true, false])
      await service.releaseUses("cart_1")
      expect(expectDone(await service.confirmPrice([], cart("cart_2")))).toMatchObject({ state: "held" })
      expectDone(await service.spendUses("cart_2", "order_2"))
      await service.releaseUses("cart_2")
      expect(await applies("cart_3")).toBe(false)
      await service.giveBackUses("order_2")
      expect(await applies("cart_3")).toBe(true)
    })

    it("says that the price has changed when the last entry was deleted, and decides nothing in a shop that never had one", async () => {
      const shown = context([item("a", 100, 1, { adjustments: [{ id: "adj", code: "ten", amount: 10 }] })])
      expect(await service.hasRules()).toBe(false)
      expect(await service.confirmPrice([], shown)).toEqual({ ok: true, value: null })
      await imported(percent("ten", 10))
      expect(expectDone(await service.confirmPrice([], shown))).toBeNull()
      expectDone(await service.removeEntry("ten"))
      expect(await service.hasRules()).toBe(true)
      expect(await service.confirmPrice([], shown)).toMatchObject({ code: "promotion_changed" })
      expect(expectDone(await service.confirmPrice([], context([item("a", 100)])))).toBeNull()
    })

    it("forgets a gift when its entry is deleted, though no other has a say in the cart", async () => {
      const gift = (id: string, more: object = {}) => ({ id, action: { type: "free_gift", variant: "sku_g" }, ...more })
      await imported(gift("gifted"), gift("elsewhere", { conditions: { markets: ["JP"] } }))
      await compute([], context([item("a", 100)]))
      expect(await service.giftsOf("cart_1")).toEqual([{ promotion: "gifted", sku: "sku_g", quantity: 1 }])
      expectDone(await service.removeEntry("gifted"))
      const given = item("g", 5, 1, { variant_sku: "sku_g", metadata: { stacking_gift: "gifted" } })
      await compute([], context([item("a", 100), given]))
      expect(await service.giftsOf("cart_1")).toEqual([])
    })

    it("lets a campaign choose the best of its own, and the shop by priority", async () => {
      await imported(
        percent("small", 10, { campaign: "spring", priority: 9 }),
        percent("large", 20, { campaign: "spring" }),
      )
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ code: "small" }])
      await service.setResolution("best", "spring")
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ code: "large" }])
      await service.setResolution(null, "spring")
      expect(await compute([], context([item("a", 100)]))).toMatchObject([{ code: "small" }])
    })
  })
})

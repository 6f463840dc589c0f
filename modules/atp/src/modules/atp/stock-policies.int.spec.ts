import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"
import { daysFromToday } from "./__fixtures__/supply-days"
import type { CalendarDay } from "./domain/calendar-day"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  let mug: string
  let day: (days: number) => CalendarDay
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10 })
    day = await daysFromToday(sql)
  })
  /** A test after which counters, ledger, holds and reservations still say the same. */
  const keeps = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await test()
      await expectSound(sql)
    })
  const key = () => ({ itemId: mug, locationId: "berlin" })
  const order = (quantity: number) =>
    service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity, line_item_id: "li_1" })

  describe("a level", () => {
    keeps("keeps 4 of 10 as safety stock, and shows it to the host at once", async () => {
      const { level } = expectDone(await service.setStockLevel(key(), { safetyStock: 4, actor: "user_1" }))
      expect(level).toMatchObject({ sku: "mug", onHand: 10, safetyStock: 4, atp: 6, belowSafetyStock: false })
      const host = await service.retrieveInventoryLevelByItemAndLocation(mug, "berlin")
      expect(Number(host.available_quantity)).toBe(6)
      await expect(order(7)).rejects.toMatchObject({ code: "insufficient_inventory" })
      await order(6)
      expect(expectDone(await service.setStockLevel(key(), { safetyStock: 6 })).level).toMatchObject({
        atp: -2,
        belowSafetyStock: true,
      })
    })

    keeps("is counted, with who counted and why in the ledger, and a repeated count moves nothing", async () => {
      const count = { count: { onHand: 12, reason: "spring count" }, actor: "user_1" }
      expect(expectDone(await service.setStockLevel(key(), count)).level).toMatchObject({ onHand: 12, atp: 12 })
      expectDone(await service.setStockLevel(key(), count))
      expect(await sql(`select on_hand::int, reason, actor from atp_movement where kind = 'counted'`)).toEqual([
        { on_hand: 2, reason: "spring count", actor: "user_1" },
      ])
    })

    keeps(
      "refuses a count of 7 with 8 promised, and takes it when the shortage is accepted, naming the promise",
      async () => {
        await order(8)
        const refused = await service.setStockLevel(key(), { safetyStock: 1, count: { onHand: 7 } })
        expect(refused).toMatchObject({ ok: false, code: "stock_below_promised" })
        expect((await service.availability([mug]))[0]).toMatchObject({ onHand: 10, safetyStock: 0 })

        const accepted = expectDone(await service.setStockLevel(key(), { count: { onHand: 7, acceptShortage: true } }))
        expect(accepted.level).toMatchObject({ onHand: 7, allocated: 8, backordered: 1, atp: -1 })
        expect(accepted.promisesAtRisk).toMatchObject([{ lineItemId: "li_1", promiseDay: null, newDay: null }])
        expect(await sql(`select on_hand::int from atp_movement where kind = 'shortage_accepted'`)).toEqual([
          { on_hand: -3 },
        ])
      },
    )

    keeps("re-dates what a shortage leaves without stock to the next receipt", async () => {
      await order(8)
      expectDone(await service.createReceipt({ ...key(), id: "po_1", quantity: 5, expectedDay: day(4) }))
      const accepted = expectDone(await service.setStockLevel(key(), { count: { onHand: 7, acceptShortage: true } }))
      expect(accepted.promisesAtRisk).toMatchObject([{ lineItemId: "li_1", promiseDay: null, newDay: day(4) }])
    })

    keeps("accepting a shortage where there is none is an ordinary count", async () => {
      expectDone(await service.setStockLevel(key(), { count: { onHand: 3, acceptShortage: true } }))
      expect(await sql(`select count(*)::int as n from atp_movement where kind = 'shortage_accepted'`)).toEqual([
        { n: 0 },
      ])
      expect((await service.availability([mug]))[0]).toMatchObject({ onHand: 3, atp: 3 })
    })

    keeps("refuses an unknown level, a negative count and half a piece, naming the field", async () => {
      const refusals = [
        [{ ...key(), locationId: "nowhere" }, { safetyStock: 1 }, "inventory_level_unknown", "nowhere"],
        [key(), { safetyStock: -1 }, "quantity_invalid", "safety_stock is -1"],
        [key(), { count: { onHand: -1 } }, "quantity_invalid", "count.on_hand is -1"],
        [key(), { count: { onHand: 1.5 } }, "quantity_invalid", "count.on_hand is 1.5"],
      ] as const
      for (const [at, change, code, named] of refusals) {
        const answer = await service.setStockLevel(at, change)
        expect(answer).toMatchObject({ ok: false, code, message: expect.stringContaining(named) })
      }
    })
  })

  describe("an item's policy", () => {
    it("changes what is sent, keeps the rest, and drops what is null", async () => {
      expect(await service.itemPolicy(mug)).toEqual({ ok: true, value: null })
      expectDone(await service.setItemPolicy(mug, { leadTimeDays: 14, backorderLimit: 3 }))
      expectDone(
        await service.setItemPolicy(mug, { backorderLimit: null, preorderCap: 5, preorderReleaseDay: day(30) }),
      )
      expect(await service.itemPolicy(mug)).toEqual({
        ok: true,
        value: {
          ...{ itemId: mug, decimals: null, leadTimeDays: 14, backorderLimit: null },
          ...{ preorderCap: 5, preorderReleaseDay: day(30) },
        },
      })
    })

    it("keeps both changes when two of different fields come together", async () => {
      await Promise.all([
        service.setItemPolicy(mug, { leadTimeDays: 14 }),
        service.setItemPolicy(mug, { backorderLimit: 3 }),
      ])
      expectDone(await service.setItemPolicy(mug, { preorderCap: 5 }))
      await Promise.all([
        service.setItemPolicy(mug, { leadTimeDays: 7 }),
        service.setItemPolicy(mug, { backorderLimit: 4 }),
      ])
      expect(await service.itemPolicy(mug)).toMatchObject({
        value: { leadTimeDays: 7, backorderLimit: 4, preorderCap: 5 },
      })
    })

    it("lets an item be sold by the gram, and refuses to go back while 2.5 of it are on hand", async () => {
      expectDone(await service.setItemPolicy(mug, { decimals: 1 }))
      expectDone(await service.setStockLevel(key(), { count: { onHand: 2.5 } }))
      expect(await service.setItemPolicy(mug, { decimals: 0 })).toMatchObject({
        ok: false,
        code: "quantity_invalid",
        message: expect.stringContaining("decimals is 0"),
      })
      expect(await service.setItemPolicy(mug, { decimals: null })).toMatchObject({
        ok: false,
        code: "quantity_invalid",
      })
      expect(await service.itemPolicy(mug)).toMatchObject({ value: { decimals: 1 } })
    })

    it("refuses 4 decimals, -1 days, a past release day and an unknown item", async () => {
      expect(await service.setItemPolicy(mug, { decimals: 4 })).toMatchObject({ code: "quantity_invalid" })
      expect(await service.setItemPolicy(mug, { leadTimeDays: -1 })).toMatchObject({ code: "quantity_invalid" })
      expect(await service.setItemPolicy(mug, { leadTimeDays: 1e9 })).toMatchObject({ code: "quantity_invalid" })
      expect(await service.setItemPolicy(mug, { preorderReleaseDay: day(-1) })).toMatchObject({ code: "date_in_past" })
      expect(await service.setItemPolicy("none", { leadTimeDays: 1 })).toMatchObject({ code: "inventory_item_unknown" })
      expect(await service.itemPolicy(mug)).toEqual({ ok: true, value: null })
    })
  })

  describe("a location's policy", () => {
    it("ranks a location and keeps its costs, field by field", async () => {
      expect(await service.setLocationPolicy("berlin", { priority: 1, costPerShipmentMinor: 499 })).toMatchObject({
        value: { locationId: "berlin", priority: 1, costPerShipmentMinor: 499, costPerUnitMinor: null },
      })
      expectDone(await service.setLocationPolicy("berlin", { costPerUnitMinor: 20 }))
      expect(await service.locationPolicies()).toEqual([
        { locationId: "berlin", priority: 1, costPerShipmentMinor: 499, costPerUnitMinor: 20 },
      ])
      expect(await service.setLocationPolicy("berlin", { priority: -1 })).toMatchObject({ code: "quantity_invalid" })
      expect(await service.setLocationPolicy("berlin", { costPerUnitMinor: 0.5 })).toMatchObject({
        code: "quantity_invalid",
      })
      expect(await service.locationPolicies()).toHaveLength(1)
    })

    it("leaves no row behind when it is refused", async () => {
      expect(await service.setLocationPolicy("reno", { priority: 1.5 })).toMatchObject({ ok: false })
      expect(await service.locationPolicies()).toEqual([])
    })
  })

  describe("a sales channel's policy", () => {
    it("begins with everybody's and changes what is sent", async () => {
      expect(await service.setChannelPolicy("sc_1", { holdAt: "payment", strategy: "nearest" })).toMatchObject({
        value: {
          salesChannelId: "sc_1",
          holdAt: "payment",
          strategy: "nearest",
          guestTtlSeconds: 900,
          capSeconds: 7_200,
        },
      })
      expect(await service.channelPolicy("sc_1")).toMatchObject({ holdAt: "payment" })
      expect(await service.channelPolicy("sc_2")).toMatchObject({ holdAt: "cart" })
      expectDone(await service.setChannelPolicy("*", { holdAt: "never" }))
      expect(await service.channelPolicy("sc_2")).toMatchObject({ holdAt: "never" })
    })

    it("refuses an unknown moment or strategy, 0 seconds, and a cap below the time to live", async () => {
      const refusals = [
        [{ holdAt: "sometimes" as never }, "policy_invalid", "hold_at"],
        [{ strategy: "luck" }, "policy_invalid", "priority, nearest"],
        [{ guestTtlSeconds: 0 }, "quantity_invalid", "guest_ttl_seconds"],
        [{ customerTtlSeconds: 1.5 }, "quantity_invalid", "customer_ttl_seconds"],
        [{ capSeconds: 1_000 }, "policy_invalid", "cap_seconds is 1000"],
        [{ graceSeconds: -1 }, "quantity_invalid", "grace_seconds"],
      ] as const
      for (const [change, code, named] of refusals) {
        const answer = await service.setChannelPolicy("sc_1", change)
        expect(answer).toMatchObject({ ok: false, code })
        expect(!answer.ok && `${answer.message} ${answer.nextStep}`).toContain(named)
      }
      expect(expectDone(await service.setChannelPolicy("sc_1", { graceSeconds: 0 })).graceSeconds).toBe(0)
    })
  })
})

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
    mug = await stocked(service, "mug", { berlin: 5 })
    day = await daysFromToday(sql)
  })
  /** A test after which counters, ledger, holds and reservations still say the same. */
  const keeps = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await test()
      await expectSound(sql)
    })

  const schedule = async (id: string, quantity: number, on: CalendarDay) =>
    expectDone(await service.createReceipt({ id, itemId: mug, locationId: "berlin", quantity, expectedDay: on }))
  const order = (line: string, quantity: number, allowBackorder = false) =>
    service.createReservationItems({
      ...{
        inventory_item_id: mug,
        location_id: "berlin",
        quantity,
        line_item_id: line,
        allow_backorder: allowBackorder,
      },
    })
  const cart = (holdId: string, quantity: number, allowBackorder = false) =>
    service.holdCart({
      holdId,
      lines: [{ itemId: mug, quantity, allowBackorder }],
      locations: [{ locationId: "berlin", priority: 1 }],
      destination: {},
      strategy: "priority",
      ttlSeconds: 900,
      capSeconds: null,
    })
  const promiseOf = async (line: string) =>
    (await service.listPromises({ lineItemIds: [line], limit: 5, offset: 0 })).rows[0]
  const held = async (holdId: string) => (await service.retrieveHold(holdId))?.lines[0]?.promiseDay
  const redated = async () =>
    (
      await sql<{ data: Record<string, unknown>; aggregate_id: string }>(
        `select data, aggregate_id from message_log_outbox where name = 'inventory.promise_redated' order by aggregate_id`,
      )
    ).map(({ data, aggregate_id }) => ({ of: aggregate_id, oldDay: data["oldDay"], newDay: data["newDay"] }))

  describe("5 on hand, 10 arriving on day D, 8 allocated", () => {
    beforeEach(async () => {
      await schedule("po_1", 10, day(10))
      await order("li_stock", 5)
      await order("li_dated", 3, true)
    })

    keeps("asked for 6, answers day D", async () => {
      expect(await cart("cart_1", 6)).toMatchObject({
        ok: true,
        value: { lines: [{ quantity: 6, promiseDay: day(10) }] },
      })
      expect(await promiseOf("li_stock")).toMatchObject({ promiseDay: null, atRisk: false })
      expect(await promiseOf("li_dated")).toMatchObject({
        promiseDay: day(10),
        firstPromiseDay: day(10),
        atRisk: false,
      })
    })

    keeps("asked for 8, refuses: 7 are left on day D, and no promise breaks an earlier one", async () => {
      expect(await cart("cart_1", 8)).toMatchObject({ ok: false, code: "insufficient_inventory" })
      expect(await cart("cart_2", 7)).toMatchObject({ ok: true, value: { lines: [{ promiseDay: day(10) }] } })
      expect(await cart("cart_3", 1)).toMatchObject({ ok: false, code: "insufficient_inventory" })
    })

    keeps("delayed to D+7, lists what was promised for D and gives it D+7, with one event each", async () => {
      await cart("cart_1", 6)
      const { receipt, promisesAtRisk } = expectDone(await service.updateReceipt("po_1", { expectedDay: day(17) }))
      expect(receipt.expectedDay).toBe(day(17))
      expect(promisesAtRisk).toHaveLength(2)
      expect(promisesAtRisk).toContainEqual(
        expect.objectContaining({
          lineItemId: "li_dated",
          quantity: 3,
          promiseDay: day(10),
          newDay: day(17),
          atRisk: true,
        }),
      )
      expect(promisesAtRisk).toContainEqual(
        expect.objectContaining({ holdId: "cart_1", quantity: 6, promiseDay: day(10), newDay: day(17) }),
      )
      expect(await promiseOf("li_dated")).toMatchObject({
        promiseDay: day(17),
        firstPromiseDay: day(10),
        atRisk: false,
      })
      expect(await promiseOf("li_stock")).toMatchObject({ promiseDay: null, atRisk: false })
      expect(await held("cart_1")).toBe(day(17))
      expect(await redated()).toEqual([
        { of: "cart_1", oldDay: day(10), newDay: day(17) },
        { of: "li_dated", oldDay: day(10), newDay: day(17) },
      ])
    })

    keeps("made earlier, or told the same day again, touches no promise", async () => {
      expect(expectDone(await service.updateReceipt("po_1", { expectedDay: day(3) })).promisesAtRisk).toEqual([])
      expect(expectDone(await service.updateReceipt("po_1", { expectedDay: day(10) })).promisesAtRisk).toEqual([])
      expect(await promiseOf("li_dated")).toMatchObject({ promiseDay: day(10) })
      expect(await redated()).toEqual([])
    })

    keeps("canceled, lists the promise, keeps its day and shows it at risk until supply is there again", async () => {
      const { promisesAtRisk } = expectDone(await service.cancelReceipt("po_1"))
      expect(promisesAtRisk).toMatchObject([{ lineItemId: "li_dated", newDay: null }])
      expect(await promiseOf("li_dated")).toMatchObject({ promiseDay: day(10), atRisk: true, newDay: null })
      const [told] = await sql<{ n: number }>(
        `select count(*)::int as n from message_log_outbox where name = 'inventory.promise_at_risk'`,
      )
      expect(told).toEqual({ n: 1 })
      expect(await service.listPromises({ atRisk: true, limit: 5, offset: 0 })).toMatchObject({
        count: 1,
        rows: [{ lineItemId: "li_dated" }],
      })
      await schedule("po_2", 3, day(8))
      expect(await service.listPromises({ atRisk: true, limit: 5, offset: 0 })).toMatchObject({ count: 0, rows: [] })
    })

    keeps(
      "cut to 4 units, keeps the 3 that were ordered first and re-dates the 6 of the cart to the next receipt",
      async () => {
        await cart("cart_1", 6)
        await schedule("po_2", 10, day(20))
        const { promisesAtRisk } = expectDone(await service.updateReceipt("po_1", { quantity: 4 }))
        expect(promisesAtRisk).toMatchObject([{ holdId: "cart_1", promiseDay: day(10), newDay: day(20) }])
        expect(await promiseOf("li_dated")).toMatchObject({ promiseDay: day(10), atRisk: false })
      },
    )

    keeps("closed short at 1, lists the promise", async () => {
      const { promisesAtRisk } = expectDone(await service.receiveReceipt("po_1", { quantity: 1, close: true }))
      expect(promisesAtRisk).toMatchObject([{ lineItemId: "li_dated", newDay: null }])
    })

    keeps("received, keeps the promise from the shelf", async () => {
      expect(expectDone(await service.receiveReceipt("po_1", { quantity: 10 })).promisesAtRisk).toEqual([])
      expect(await promiseOf("li_dated")).toMatchObject({ atRisk: false, promiseDay: day(10) })
      expect((await service.availability([mug]))[0]).toMatchObject({ onHand: 15, allocated: 8, atp: 7 })
    })

    keeps("undoes the new days together with a change that is refused", async () => {
      expect(await service.updateReceipt("po_1", { expectedDay: day(17), quantity: 0.5 })).toMatchObject({ ok: false })
      expect(await promiseOf("li_dated")).toMatchObject({ promiseDay: day(10) })
      expect(await redated()).toEqual([])
    })

    keeps("raising safety stock above all there is breaks no promise that was made", async () => {
      expectDone(await service.setStockLevel({ itemId: mug, locationId: "berlin" }, { safetyStock: 100 }))
      expect(await service.listPromises({ atRisk: true, limit: 5, offset: 0 })).toMatchObject({ count: 0 })
    })
  })

  keeps("an order takes over its cart's day, and is re-dated like any other", async () => {
    await schedule("po_1", 10, day(10))
    await cart("cart_1", 8)
    service.beginFlow("trx_1", { holdId: "cart_1", graceSeconds: 600 })
    await service.createReservationItems(
      [{ inventory_item_id: mug, location_id: "berlin", quantity: 8, line_item_id: "li_1" }],
      { __type: "MedusaContext", transactionId: "trx_1" } as never,
    )
    service.endFlow("trx_1")
    expect(await promiseOf("li_1")).toMatchObject({ promiseDay: day(10) })
    expectDone(await service.updateReceipt("po_1", { expectedDay: day(12) }))
    expect(await promiseOf("li_1")).toMatchObject({ promiseDay: day(12), firstPromiseDay: day(10) })
  })

  describe("a transfer", () => {
    keeps("that is delayed re-dates what was promised from it", async () => {
      await service.createInventoryLevels([{ inventory_item_id: mug, location_id: "reno", stocked_quantity: 20 }])
      expectDone(
        await service.requestTransfer({
          ...{ id: "trf_1", itemId: mug, fromLocationId: "reno", toLocationId: "berlin" },
          ...{ quantity: 10, expectedDay: day(2) },
        }),
      )
      expectDone(await service.dispatchTransfer("trf_1"))
      await order("li_1", 8)
      const { promisesAtRisk } = expectDone(await service.updateTransfer("trf_1", { expectedDay: day(6) }))
      expect(promisesAtRisk).toMatchObject([{ lineItemId: "li_1", newDay: day(6) }])
      expect(await promiseOf("li_1")).toMatchObject({ promiseDay: day(6) })
    })
  })

  describe("a line beyond stock", () => {
    keeps(
      "is promised for the day of the receipt that covers it, after the lead time, or for no day at all",
      async () => {
        await order("li_none", 7, true)
        expect(await promiseOf("li_none")).toMatchObject({ promiseDay: null, undated: true, atRisk: false })
        expectDone(await service.setItemPolicy(mug, { leadTimeDays: 14 }))
        await order("li_lead", 2, true)
        expect(await promiseOf("li_lead")).toMatchObject({ promiseDay: day(14), undated: false })
        await schedule("po_1", 100, day(4))
        await order("li_receipt", 6, true)
        expect(await promiseOf("li_receipt")).toMatchObject({ promiseDay: day(4) })
      },
    )

    keeps("stops at the backorder limit of 3, in one call or in several, wherever the units are", async () => {
      await service.createInventoryLevels([{ inventory_item_id: mug, location_id: "reno", stocked_quantity: 0 }])
      expectDone(await service.setItemPolicy(mug, { backorderLimit: 3 }))
      await expect(order("li_1", 9, true)).rejects.toMatchObject({ code: "insufficient_inventory" })
      const line = { inventory_item_id: mug, location_id: "berlin", quantity: 4, allow_backorder: true }
      await expect(service.createReservationItems([line, line, line])).rejects.toMatchObject({
        code: "insufficient_inventory",
      })
      await service.createReservationItems(line)
      await service.createReservationItems(line)
      await expect(service.createReservationItems({ ...line, location_id: "reno", quantity: 1 })).rejects.toMatchObject(
        { code: "insufficient_inventory" },
      )
      expect((await service.availability([mug], ["berlin"]))[0]).toMatchObject({ allocated: 8, atp: -3 })
    })

    keeps("does not count what scheduled supply covers towards the backorder limit", async () => {
      expectDone(await service.setItemPolicy(mug, { backorderLimit: 3 }))
      await schedule("po_1", 10, day(5))
      await order("li_1", 15, true)
      await order("li_2", 3, true)
      await expect(order("li_3", 1, true)).rejects.toMatchObject({ code: "insufficient_inventory" })
    })

    keeps("sells exactly the limit of 3 when 10 backorders of 1 come together from two locations", async () => {
      await service.createInventoryLevels([{ inventory_item_id: mug, location_id: "reno", stocked_quantity: 0 }])
      await order("li_all", 5)
      expectDone(await service.setItemPolicy(mug, { backorderLimit: 3 }))
      const answers = await Promise.allSettled(
        Array.from({ length: 10 }, (_, n) =>
          service.createReservationItems({
            ...{ inventory_item_id: mug, location_id: n % 2 ? "berlin" : "reno", quantity: 1, allow_backorder: true },
          }),
        ),
      )
      expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(3)
    })

    keeps("stops at the preorder cap, and is promised for the release day at the earliest", async () => {
      await order("li_all", 5)
      expectDone(await service.setItemPolicy(mug, { preorderCap: 4, preorderReleaseDay: day(30), leadTimeDays: 2 }))
      await order("li_1", 3, true)
      expect(await promiseOf("li_1")).toMatchObject({ promiseDay: day(30) })
      await expect(order("li_2", 2, true)).rejects.toMatchObject({ code: "preorder_cap_reached" })
      await order("li_3", 1, true)
    })
  })
})

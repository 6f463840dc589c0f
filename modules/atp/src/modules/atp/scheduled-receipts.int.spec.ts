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

  const level = async () => (await service.availability([mug], ["berlin"]))[0]
  const ten = () => ({ id: "po_1", itemId: mug, locationId: "berlin", quantity: 10, expectedDay: day(7) })
  const receipts = async () => (await service.listReceipts({ limit: 50, offset: 0 })).rows
  const events = async (name: string) =>
    (
      await sql<{ data: Record<string, unknown> }>(
        `select data from message_log_outbox where name = ? order by created_at`,
        [name],
      )
    ).map((row) => row.data)

  describe("scheduling", () => {
    keeps("answers the same receipt twice for one id, and refuses other content under it", async () => {
      const first = expectDone(await service.createReceipt(ten()))
      expect(first).toMatchObject({ id: "po_1", quantity: 10, received: 0, state: "open", expectedDay: day(7) })
      expect(await service.createReceipt(ten())).toEqual({ ok: true, value: first })
      expect(await service.createReceipt({ ...ten(), quantity: 11 })).toMatchObject({
        ok: false,
        code: "receipt_exists_with_different_content",
      })
      expect(await receipts()).toHaveLength(1)
    })

    keeps("schedules 1 receipt when 20 callers send the same one together", async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => service.createReceipt(ten())))
      expect(answers.every((answer) => answer.ok)).toBe(true)
      expect(await receipts()).toHaveLength(1)
    })

    keeps("refuses a past day, an unknown item or location, and 0, -1 or 1.5 pieces, naming the field", async () => {
      const refusals = [
        [{ expectedDay: day(-1) }, "date_in_past", "expected_day"],
        [{ expectedDay: "2026-02-30" }, "date_invalid", "expected_day"],
        [{ expectedDay: day(4_000) }, "date_invalid", "expected_day"],
        [{ itemId: "iitem_none" }, "inventory_level_unknown", "iitem_none"],
        [{ locationId: "nowhere" }, "inventory_level_unknown", "nowhere"],
        [{ quantity: 0 }, "quantity_invalid", "quantity is 0"],
        [{ quantity: -1 }, "quantity_invalid", "quantity is -1"],
        [{ quantity: 1.5 }, "quantity_invalid", "quantity is 1.5"],
        [{ id: "a\u0000b" }, "text_invalid", "id"],
        [{ note: "x".repeat(2_001) }, "text_invalid", "note"],
      ] as const
      for (const [change, code, named] of refusals) {
        const answer = await service.createReceipt({ ...ten(), ...change })
        expect(answer).toMatchObject({ ok: false, code })
        expect(!answer.ok && answer.message).toContain(named)
      }
      expect(await receipts()).toEqual([])
    })

    keeps("takes 0.25 of an item that is sold by the kilogram", async () => {
      const flour = await stocked(service, "flour", { berlin: 1 }, { unit_of_measure: "kg" })
      const receipt = await service.createReceipt({ ...ten(), itemId: flour, quantity: 0.25 })
      expect(receipt).toMatchObject({ ok: true, value: { quantity: 0.25 } })
    })
  })

  describe("receiving", () => {
    beforeEach(async () => expectDone(await service.createReceipt(ten())) && undefined)

    keeps("puts 4 of 10 on the shelf, leaves 6 open, and shows both to the host at once", async () => {
      const answer = expectDone(await service.receiveReceipt("po_1", { quantity: 4, key: "asn_1", actor: "user_1" }))
      expect(answer.receipt).toMatchObject({ received: 4, state: "open" })
      expect(await level()).toMatchObject({ onHand: 9, atp: 9 })
      const host = await service.retrieveInventoryLevelByItemAndLocation(mug, "berlin")
      expect(Number(host.stocked_quantity)).toBe(9)
      expect(
        await sql(`select on_hand::int, reference, actor from atp_movement where kind = 'receipt_received'`),
      ).toEqual([{ on_hand: 4, reference: "po_1", actor: "user_1" }])
      expect(await events("inventory.stock_moved")).toContainEqual(
        expect.objectContaining({ movements: [expect.objectContaining({ kind: "receipt_received", onHand: 4 })] }),
      )
    })

    keeps("counts units once when 10 callers send the same key, and refuses the key for another quantity", async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => service.receiveReceipt("po_1", { quantity: 4, key: "asn_1" })),
      )
      expect(answers.every((answer) => answer.ok)).toBe(true)
      expect(await level()).toMatchObject({ onHand: 9 })
      expect(await service.receiveReceipt("po_1", { quantity: 5, key: "asn_1" })).toMatchObject({
        ok: false,
        code: "movement_exists_with_different_content",
      })
    })

    keeps("takes in 12 of 10, and nothing after that", async () => {
      const { receipt } = expectDone(await service.receiveReceipt("po_1", { quantity: 12 }))
      expect(receipt).toMatchObject({ received: 12, quantity: 10, state: "received" })
      expect(await level()).toMatchObject({ onHand: 17 })
      expect(await service.receiveReceipt("po_1", { quantity: 1 })).toMatchObject({
        ok: false,
        code: "receipt_not_open",
      })
      expect(await service.cancelReceipt("po_1")).toMatchObject({ ok: false, code: "receipt_not_open" })
      expect(await level()).toMatchObject({ onHand: 17 })
    })

    keeps("closes short at 4 of 10, also with 0 more", async () => {
      expectDone(await service.receiveReceipt("po_1", { quantity: 4 }))
      expect(await service.receiveReceipt("po_1", { quantity: 0 })).toMatchObject({
        ok: false,
        code: "quantity_invalid",
      })
      const { receipt } = expectDone(await service.receiveReceipt("po_1", { quantity: 0, close: true }))
      expect(receipt).toMatchObject({ received: 4, state: "received" })
      expect(await level()).toMatchObject({ onHand: 9 })
    })

    keeps("refuses half a piece and changes nothing", async () => {
      const answer = await service.receiveReceipt("po_1", { quantity: 0.5 })
      expect(answer).toMatchObject({
        ok: false,
        code: "quantity_invalid",
        message: expect.stringContaining("quantity is 0.5"),
      })
      expect((await receipts())[0]).toMatchObject({ received: 0, state: "open" })
      expect(await level()).toMatchObject({ onHand: 5 })
    })

    keeps("puts units on the shelf or ends without them when a receipt is received and canceled together", async () => {
      const [received, canceled] = await Promise.all([
        service.receiveReceipt("po_1", { quantity: 10 }),
        service.cancelReceipt("po_1"),
      ])
      expect([received.ok, canceled.ok].filter(Boolean)).toHaveLength(1)
      expect(await level()).toMatchObject({ onHand: received.ok ? 15 : 5 })
    })
  })

  describe("changing", () => {
    beforeEach(async () => expectDone(await service.createReceipt(ten())) && undefined)

    keeps("moves the day and the quantity of an open receipt", async () => {
      const { receipt } = expectDone(
        await service.updateReceipt("po_1", { expectedDay: day(9), quantity: 20, note: "late" }),
      )
      expect(receipt).toMatchObject({ expectedDay: day(9), quantity: 20, note: "late" })
    })

    keeps("refuses a past day, and a quantity at or below the 4 that were received", async () => {
      expectDone(await service.receiveReceipt("po_1", { quantity: 4 }))
      expect(await service.updateReceipt("po_1", { expectedDay: day(-1) })).toMatchObject({
        ok: false,
        code: "date_in_past",
      })
      expect(await service.updateReceipt("po_1", { quantity: 4 })).toMatchObject({
        ok: false,
        code: "quantity_invalid",
      })
      expect(await service.updateReceipt("none", { quantity: 4 })).toMatchObject({ ok: false, code: "receipt_unknown" })
      expect((await receipts())[0]).toMatchObject({ quantity: 10, expectedDay: day(7) })
    })

    keeps("cancels once and for all", async () => {
      expect(await service.cancelReceipt("po_1")).toMatchObject({ ok: true, value: { receipt: { state: "canceled" } } })
      expect(await service.cancelReceipt("po_1")).toMatchObject({ ok: true, value: { receipt: { state: "canceled" } } })
      expect(await service.receiveReceipt("po_1", { quantity: 1 })).toMatchObject({
        ok: false,
        code: "receipt_not_open",
      })
      expect(await service.updateReceipt("po_1", { quantity: 4 })).toMatchObject({
        ok: false,
        code: "receipt_not_open",
      })
    })

    keeps("lists by item, location and state", async () => {
      expect(await service.listReceipts({ itemId: mug, state: "open", limit: 1, offset: 0 })).toMatchObject({
        count: 1,
      })
      expect(await service.listReceipts({ locationId: "reno", limit: 1, offset: 0 })).toMatchObject({
        count: 0,
        rows: [],
      })
    })
  })
})

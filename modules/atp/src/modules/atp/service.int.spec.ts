import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  let mug: string
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 })
  })

  const level = async (locationId = "berlin") => (await service.availability([mug], [locationId]))[0]!

  /** What the host reads. */
  const shown = async (locationId = "berlin") => {
    const row = await service.retrieveInventoryLevelByItemAndLocation(mug, locationId)
    return {
      stocked: Number(row.stocked_quantity),
      reserved: Number(row.reserved_quantity),
      available: Number(row.available_quantity),
    }
  }

  describe("holds", () => {
    it("sells the last unit once when 50 carts ask together", async () => {
      const one = await stocked(service, "last", { berlin: 1 })
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          service.placeHold({
            holdId: `cart_${n}`,
            lines: [{ itemId: one, locationId: "berlin", quantity: 1 }],
            ttlSeconds: 900,
          }),
        ),
      )
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
      expect(answers.filter((answer) => !answer.ok && answer.code === "insufficient_inventory")).toHaveLength(49)
      expect((await service.availability([one]))[0]).toMatchObject({ onHand: 1, held: 1, allocated: 0, atp: 0 })
    })

    it("answers the same hold again with its first deadline, and refuses other lines under its id", async () => {
      const lines = [{ itemId: mug, locationId: "berlin", quantity: 2 }]
      const first = await service.placeHold({ holdId: "cart_1", lines, ttlSeconds: 900 })
      const again = await service.placeHold({ holdId: "cart_1", lines, ttlSeconds: 900 })
      expect(again).toMatchObject({ ok: true, value: { replayed: true, expiresAt: first.ok && first.value.expiresAt } })
      const other = await service.placeHold({
        holdId: "cart_1",
        lines: [{ ...lines[0]!, quantity: 3 }],
        ttlSeconds: 900,
      })
      expect(other).toMatchObject({ ok: false, code: "hold_exists_with_different_lines" })
      expect(await level()).toMatchObject({ held: 2, atp: 8 })
    })
  })

  describe("reservations", () => {
    it("reserves, changes, deletes and restores through the host's own methods, and every counter follows", async () => {
      const reservation = await service.createReservationItems({
        inventory_item_id: mug,
        location_id: "berlin",
        quantity: 4,
        line_item_id: "li_1",
      })
      expect(await level()).toMatchObject({ onHand: 10, allocated: 4, atp: 6 })
      expect(await shown()).toEqual({ stocked: 10, reserved: 4, available: 6 })

      await service.updateReservationItems({ id: reservation.id, quantity: 7 })
      expect(await level()).toMatchObject({ allocated: 7, atp: 3 })
      await service.updateReservationItems({ id: reservation.id, location_id: "reno", quantity: 5 })
      expect(await level()).toMatchObject({ allocated: 0, atp: 10 })
      expect(await level("reno")).toMatchObject({ allocated: 5, atp: 0 })

      await service.softDeleteReservationItems([reservation.id])
      expect(await level("reno")).toMatchObject({ allocated: 0, atp: 5 })
      await service.restoreReservationItems([reservation.id])
      expect(await level("reno")).toMatchObject({ allocated: 5, atp: 0 })
      await service.deleteReservationItemsByLineItem("li_1")
      expect(await level("reno")).toMatchObject({ allocated: 0, atp: 5 })
      await service.restoreReservationItemsByLineItem("li_1")
      await service.deleteReservationItems([reservation.id])
      expect(await level("reno")).toMatchObject({ allocated: 0, atp: 5 })
    })

    it("checks two lines of one item together", async () => {
      const line = { inventory_item_id: mug, location_id: "reno", quantity: 4 }
      await expect(service.createReservationItems([line, line])).rejects.toMatchObject({
        code: "insufficient_inventory",
      })
      expect(await level("reno")).toMatchObject({ allocated: 0, atp: 5 })
    })
  })

  describe("the one writer", () => {
    it("refuses SQL that goes around the module", async () => {
      await expect(sql(`update inventory_level set stocked_quantity = 99`)).rejects.toThrow(/stock_writer_refused/)
      await expect(sql(`delete from inventory_level`)).rejects.toThrow(/stock_writer_refused/)
      expect(await sql(`select count(*)::int as n from atp_movement where kind = 'level_created'`)).toEqual([{ n: 2 }])
    })
  })
})

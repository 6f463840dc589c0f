import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import type { Context } from "@medusajs/framework/types"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  let mug: string
  let lid: string
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 })
    lid = await stocked(service, "lid", { berlin: 10 })
  })
  /** A test after which counters, ledger, holds and reservations still say the same. */
  const keeps = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await test()
      await expectSound(sql)
    })

  const at = async (itemId: string, locationId = "berlin") => {
    const [level] = await service.availability([itemId], [locationId])
    if (!level) throw new Error(`${itemId} is not stocked at ${locationId}`)
    return level
  }
  const counters = async (itemId: string, locationId = "berlin") => {
    const { onHand, allocated, held, atp } = await at(itemId, locationId)
    return { onHand, allocated, held, atp }
  }
  const step = (transactionId: string, name = "step", action = "invoke"): Context =>
    ({
      __type: "MedusaContext",
      transactionId,
      idempotencyKey: `workflow:${transactionId}:${name}:${action}`,
    }) as unknown as Context

  const cart = (holdId: string, lines: [string, number][], ttlSeconds = 900) =>
    service.holdCart({
      holdId,
      lines: lines.map(([itemId, quantity]) => ({ itemId, quantity, allowBackorder: false })),
      locations: [
        { locationId: "berlin", priority: 1 },
        { locationId: "reno", priority: 2 },
      ],
      destination: {},
      strategy: "priority",
      ttlSeconds,
      capSeconds: null,
    })

  describe("a cart's hold", () => {
    keeps("follows the cart up, down and to nothing, and never competes with itself", async () => {
      expect(await cart("cart_1", [[mug, 10]])).toMatchObject({ ok: true })
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 0, held: 10, atp: 0 })
      expect(
        await cart("cart_1", [
          [mug, 10],
          [lid, 2],
        ]),
      ).toMatchObject({ ok: true })
      expect(
        await cart("cart_1", [
          [mug, 3],
          [lid, 2],
        ]),
      ).toMatchObject({ ok: true })
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 0, held: 3, atp: 7 })
      expect(await cart("cart_1", [])).toMatchObject({ ok: true })
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 0, held: 0, atp: 10 })
      expect(await counters(lid)).toMatchObject({ held: 0 })
    })

    keeps("takes all lines or none, and says what is still available", async () => {
      const answer = await cart("cart_1", [
        [mug, 2],
        [lid, 11],
      ])
      expect(answer).toMatchObject({
        ok: false,
        code: "insufficient_inventory",
        shortages: [{ itemId: lid, asked: 11, available: 10 }],
      })
      expect(await counters(mug)).toMatchObject({ held: 0 })
    })

    keeps("splits 12 units over 2 locations when no one of them has them all, and keeps why", async () => {
      expect(await cart("cart_1", [[mug, 12]])).toMatchObject({ ok: true })
      expect(await counters(mug)).toMatchObject({ held: 10 })
      expect(await counters(mug, "reno")).toMatchObject({ held: 2 })
      expect(await service.retrieveDecision("cart_1")).toMatchObject({
        decision: { strategy: "priority", splits: 1, reasons: [{ locationId: "berlin" }, { locationId: "reno" }] },
      })
    })

    keeps("counts nowhere once its deadline has passed, swept or not, and the next cart gets its units", async () => {
      await cart("cart_1", [[lid, 10]])
      await sql(`update atp_hold set expires_at = now() - interval '1 second'`)
      expect(await counters(lid)).toEqual({ onHand: 10, allocated: 0, held: 0, atp: 10 })
      expect(await cart("cart_2", [[lid, 10]])).toMatchObject({ ok: true })
      expect(await service.retrieveHold("cart_1")).toBeNull()
    })

    keeps("is swept when it has lapsed: 3 of 4 go, the live one stays", async () => {
      for (const n of [1, 2, 3, 4]) await cart(`cart_${n}`, [[mug, 1]])
      await sql(`update atp_hold set expires_at = now() - interval '1 second' where hold_id <> 'cart_4'`)
      expect(await service.sweepExpiredHolds()).toBe(3)
      expect(await sql(`select hold_id from atp_hold`)).toEqual([{ hold_id: "cart_4" }])
      expect(await service.sweepExpiredHolds()).toBe(0)
    })

    keeps("is renewed by activity, but not past the cap counted from when it was first placed", async () => {
      const ask = (capSeconds: number) =>
        service.holdCart({
          holdId: "cart_1",
          lines: [{ itemId: mug, quantity: 1, allowBackorder: false }],
          locations: [{ locationId: "berlin", priority: 1 }],
          destination: {},
          strategy: "priority",
          ttlSeconds: 900,
          capSeconds,
        })
      await ask(3_600)
      await sql(
        `update atp_hold set placed_at = now() - interval '50 minutes', expires_at = now() + interval '1 minute'`,
      )
      await ask(3_600)
      const [row] = await sql<{ left: number }>(
        `select round(extract(epoch from expires_at - now()))::int as left from atp_hold`,
      )
      expect(row?.left).toBeGreaterThan(590)
      expect(row?.left).toBeLessThanOrEqual(600)
    })
  })

  describe("an order", () => {
    const reserve = (transactionId: string, lines: [string, number, string][]) =>
      service.createReservationItems(
        lines.map(([inventory_item_id, quantity, line_item_id]) => ({
          inventory_item_id,
          quantity,
          line_item_id,
          // The host passes the first location of an old snapshot.
          location_id: "berlin",
        })),
        step(transactionId, "reserve-inventory-step"),
      )

    keeps("takes over its cart's hold where the units are held, with nothing in between", async () => {
      await cart("cart_1", [
        [mug, 12],
        [lid, 1],
      ])
      service.beginFlow("trx_1", { holdId: "cart_1", graceSeconds: 600 })
      const reservations = await reserve("trx_1", [
        [mug, 12, "li_1"],
        [lid, 1, "li_2"],
      ])
      service.endFlow("trx_1")
      expect(reservations.map((one) => Number(one.quantity))).toEqual([12, 1])
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 10, held: 0, atp: 0 })
      expect(await counters(mug, "reno")).toEqual({ onHand: 5, allocated: 2, held: 0, atp: 3 })
      expect(await service.retrieveHold("cart_1")).toMatchObject({ committed: true })
    })

    keeps("that does not come about gives every unit back to the cart's hold, for the grace period", async () => {
      await cart("cart_1", [[mug, 12]], 60)
      service.beginFlow("trx_1", { holdId: "cart_1", graceSeconds: 600 })
      const reservations = await reserve("trx_1", [[mug, 12, "li_1"]])
      const ids = reservations.map((one) => one.id)
      await service.deleteReservationItems(ids, step("trx_1", "reserve-inventory-step", "compensate"))
      await service.deleteReservationItems(ids, step("trx_1", "reserve-inventory-step", "compensate"))
      service.endFlow("trx_1")
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 0, held: 10, atp: 0 })
      expect(await counters(mug, "reno")).toEqual({ onHand: 5, allocated: 0, held: 2, atp: 3 })
      const [row] = await sql<{ left: number }>(
        `select min(extract(epoch from expires_at - now()))::int as left from atp_hold`,
      )
      expect(row?.left).toBeGreaterThan(500)
      expect(await cart("cart_1", [[mug, 12]])).toMatchObject({ ok: true })
    })

    keeps("whose lines want less than the hold frees the rest, and gives back only what it took", async () => {
      await cart("cart_1", [
        [mug, 4],
        [lid, 2],
      ])
      service.beginFlow("trx_1", { holdId: "cart_1", graceSeconds: 600 })
      const reservations = await reserve("trx_1", [[mug, 3, "li_1"]])
      expect(await counters(mug)).toMatchObject({ allocated: 3, held: 0, atp: 7 })
      expect(await counters(lid)).toMatchObject({ held: 0 })
      await service.deleteReservationItems(
        reservations.map((one) => one.id),
        step("trx_1", "reserve-inventory-step", "compensate"),
      )
      expect(await counters(mug)).toMatchObject({ allocated: 0, held: 3 })
      service.endFlow("trx_1")
    })

    keeps("is reserved once under its step's key: a repetition gets the first reservations", async () => {
      const input = [{ inventory_item_id: mug, location_id: "berlin", quantity: 4 }]
      const key = { idempotencyKey: "client-key-1" } as Context
      const [first] = await service.createReservationItems(input, key)
      const [again] = await service.createReservationItems(input, key)
      expect(again?.id).toBe(first?.id)
      expect(await counters(mug)).toMatchObject({ allocated: 4 })
      await expect(
        service.createReservationItems([{ ...input[0]!, quantity: 5 }], { idempotencyKey: "client-key-1" }),
      ).rejects.toMatchObject({ code: "movement_exists_with_different_content" })
    })

    keeps("gives its units back once when 10 callers delete the same reservation together", async () => {
      const reservation = await service.createReservationItems({
        inventory_item_id: mug,
        location_id: "berlin",
        quantity: 4,
      })
      await service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity: 4 })
      await Promise.all(Array.from({ length: 10 }, () => service.deleteReservationItems([reservation.id])))
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 4, held: 0, atp: 6 })
    })

    keeps("gets exactly 10 of 30 reservations made together for 10 units", async () => {
      const answers = await Promise.allSettled(
        Array.from({ length: 30 }, () =>
          service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity: 1 }),
        ),
      )
      expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(10)
      expect(await counters(mug)).toMatchObject({ allocated: 10, atp: 0 })
    })
  })

  describe("a fulfilment", () => {
    let reservationId: string
    beforeEach(async () => {
      await cart("cart_1", [[mug, 12]])
      service.beginFlow("trx_order", { holdId: "cart_1", graceSeconds: 600 })
      const [reservation] = await service.createReservationItems(
        [{ inventory_item_id: mug, quantity: 12, line_item_id: "li_1", location_id: "berlin" }],
        step("trx_order"),
      )
      service.endFlow("trx_order")
      reservationId = reservation?.id ?? ""
    })

    const begin = (kind: "create" | "cancel", explicitLocation: boolean) =>
      service.beginFlow("trx_ship", { fulfilment: { kind, lineItemIds: ["li_1"], explicitLocation }, returned: [] })
    const adjust = (locationId: string, adjustment: number, action = "invoke") =>
      service.adjustInventory([{ inventoryItemId: mug, locationId, adjustment }], step("trx_ship", "adjust", action))

    keeps("of all 12 units deducts 10 in berlin and 2 in reno, where they are allocated", async () => {
      begin("create", false)
      await adjust("berlin", -12)
      expect(await counters(mug)).toMatchObject({ onHand: 0, atp: 0 })
      await service.softDeleteReservationItems([reservationId], {}, step("trx_ship", "delete"))
      service.endFlow("trx_ship")
      expect(await counters(mug)).toEqual({ onHand: 0, allocated: 0, held: 0, atp: 0 })
      expect(await counters(mug, "reno")).toEqual({ onHand: 3, allocated: 0, held: 0, atp: 3 })
    })

    keeps("of 2 units from reno takes the 2 that are allocated there", async () => {
      begin("create", true)
      await adjust("reno", -2)
      await service.updateReservationItems(
        [{ id: reservationId, quantity: 10, location_id: "reno" }],
        step("trx_ship", "update"),
      )
      service.endFlow("trx_ship")
      expect(await counters(mug)).toMatchObject({ onHand: 10, allocated: 10 })
      expect(await counters(mug, "reno")).toMatchObject({ onHand: 3, allocated: 0, atp: 3 })
    })

    keeps(
      "of 4 units from reno moves 2 of the promises there first, and refuses 6 because reno has no 4 free",
      async () => {
        begin("create", true)
        await expect(adjust("reno", -6)).rejects.toMatchObject({ code: "insufficient_inventory" })
        await adjust("reno", -4)
        await service.updateReservationItems(
          [{ id: reservationId, quantity: 8, location_id: "reno" }],
          step("trx_ship", "update"),
        )
        service.endFlow("trx_ship")
        expect(await counters(mug)).toMatchObject({ onHand: 10, allocated: 8 })
        expect(await counters(mug, "reno")).toMatchObject({ onHand: 1, allocated: 0, atp: 1 })
      },
    )

    keeps("that undoes itself leaves every counter as it was", async () => {
      begin("create", false)
      await adjust("berlin", -12)
      await service.softDeleteReservationItems([reservationId], {}, step("trx_ship", "delete"))
      await service.restoreReservationItems([reservationId], {}, step("trx_ship", "delete", "compensate"))
      await adjust("berlin", 12, "compensate")
      service.endFlow("trx_ship")
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 10, held: 0, atp: 0 })
      expect(await counters(mug, "reno")).toEqual({ onHand: 5, allocated: 2, held: 0, atp: 3 })
    })

    keeps("that is canceled puts 10 back in berlin and 2 in reno, allocated to the order again", async () => {
      begin("create", false)
      await adjust("berlin", -12)
      await service.softDeleteReservationItems([reservationId], {}, step("trx_ship", "delete"))
      service.endFlow("trx_ship")

      begin("cancel", false)
      await adjust("berlin", 12)
      await service.createReservationItems(
        [{ inventory_item_id: mug, location_id: "berlin", quantity: 10, line_item_id: "li_1" }],
        step("trx_ship", "create"),
      )
      await service.createReservationItems(
        [{ inventory_item_id: mug, location_id: "reno", quantity: 2, line_item_id: "li_1" }],
        step("trx_ship", "create"),
      )
      service.endFlow("trx_ship")
      expect(await counters(mug)).toEqual({ onHand: 10, allocated: 10, held: 0, atp: 0 })
      expect(await counters(mug, "reno")).toEqual({ onHand: 5, allocated: 2, held: 0, atp: 3 })
    })
  })

  describe("levels", () => {
    keeps("refuses a count below what is promised, and takes one that covers it", async () => {
      await service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity: 6 })
      const count = (stocked_quantity: number) =>
        service.updateInventoryLevels([{ inventory_item_id: mug, location_id: "berlin", stocked_quantity }])
      await expect(count(5)).rejects.toMatchObject({ code: "stock_below_promised" })
      await count(6)
      expect(await counters(mug)).toMatchObject({ onHand: 6, allocated: 6, atp: 0 })
      await expect(service.adjustInventory(mug, "berlin", -1, {})).rejects.toMatchObject({
        code: "stock_below_promised",
      })
    })

    keeps("adjusts all of 2 levels or none", async () => {
      await expect(
        service.adjustInventory(
          [
            { inventoryItemId: mug, locationId: "berlin", adjustment: 5 },
            { inventoryItemId: lid, locationId: "berlin", adjustment: -11 },
          ],
          {},
        ),
      ).rejects.toMatchObject({ code: "stock_below_promised" })
      expect(await counters(mug)).toMatchObject({ onHand: 10 })
    })

    keeps("keeps 2 and a half mugs from being sold, and sells half a kilogram of coffee", async () => {
      await expect(
        service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity: 2.5 }),
      ).rejects.toMatchObject({ code: "quantity_invalid" })
      const coffee = await stocked(service, "coffee", { berlin: 3 }, { unit_of_measure: "kg" })
      await service.createReservationItems({ inventory_item_id: coffee, location_id: "berlin", quantity: 0.5 })
      expect(await counters(coffee)).toMatchObject({ allocated: 0.5, atp: 2.5 })
    })

    keeps(
      "does not delete a level that is promised from, and deletes and restores a free one with its units",
      async () => {
        const reservation = await service.createReservationItems({
          inventory_item_id: lid,
          location_id: "berlin",
          quantity: 1,
        })
        await expect(service.deleteInventoryLevel(lid, "berlin")).rejects.toMatchObject({
          code: "inventory_level_in_use",
        })
        await service.deleteReservationItems([reservation.id])
        const level = await service.retrieveInventoryLevelByItemAndLocation(lid, "berlin")
        await service.softDeleteInventoryLevels([level.id])
        expect(await service.availability([lid])).toEqual([])
        await service.restoreInventoryLevels([level.id])
        expect(await counters(lid)).toMatchObject({ onHand: 10, atp: 10 })
      },
    )

    keeps("shows the host net figures: holds and safety stock are not for sale", async () => {
      await cart("cart_1", [[lid, 4]])
      await service.projectStaleLevels()
      const level = await service.retrieveInventoryLevelByItemAndLocation(lid, "berlin")
      expect([Number(level.stocked_quantity), Number(level.available_quantity)]).toEqual([10, 6])
      expect(await service.confirmInventory(lid, ["berlin"], 7)).toBe(false)
      expect(await service.confirmInventory(lid, ["berlin"], 6)).toBe(true)
    })
  })

  it.each([0, -1, Number.NaN, 1e12])("refuses to reserve %p units, by the field's name", async (quantity) => {
    await expect(
      service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity }),
    ).rejects.toMatchObject({ code: "quantity_invalid", message: expect.stringContaining("items[0].quantity") })
  })

  keeps("refuses an unknown item and an unknown location, by name", async () => {
    await expect(
      service.createReservationItems({ inventory_item_id: mug, location_id: "atlantis", quantity: 1 }),
    ).rejects.toMatchObject({ code: "inventory_level_unknown", message: expect.stringContaining("atlantis") })
  })
})

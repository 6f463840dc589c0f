import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  let mug: string
  let reservation: string
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 })
    await stocked(service, "lid", { berlin: 7 })
    const made = await service.createReservationItems({
      inventory_item_id: mug,
      location_id: "berlin",
      quantity: 4,
      line_item_id: "li_1",
    })
    reservation = made.id
    await service.placeHold({
      holdId: "cart_1",
      lines: [{ itemId: mug, locationId: "berlin", quantity: 2 }],
      ttlSeconds: 900,
    })
    await service.projectStaleLevels()
  })

  /** Writes past every guard, as a broken disk or a hurried hand would. */
  const damage = async (statement: string) => {
    await sql(`alter table atp_stock_level disable trigger user`)
    await sql(`do $$ begin
      perform set_config('session_replication_role', 'replica', true);
      ${statement.replaceAll("MUG", mug).replaceAll("RESERVATION", reservation)};
    end $$`)
  }
  const dropChecks = async () => {
    for (const name of [
      "promises_within_supply",
      "held_not_negative",
      "allocated_not_negative",
      "on_hand_not_negative",
      "quantities_in_unit",
      "backordered_not_negative",
    ]) {
      await sql(`alter table atp_stock_level drop constraint if exists atp_${name}`)
    }
  }
  const codes = (discrepancies: readonly { code: string; about: string }[]) => [
    ...new Set(discrepancies.map(({ code, about }) => `${code} ${about}`)),
  ]

  it("finds nothing in 3 sound levels, and repairs nothing", async () => {
    expect(await service.checkStock()).toEqual({ levels: 3, discrepancies: [] })
    expect((await service.repairStock()).discrepancies).toEqual([])
  })

  const DAMAGES: readonly [string, string, string][] = [
    [
      "a counter that lost 3 units",
      `update atp_stock_level set on_hand = on_hand - 3 where item_id = 'MUG' and location_id = 'berlin'`,
      "counter_differs_from_ledger onHand",
    ],
    [
      "an allocated counter that is 2 too high",
      `update atp_stock_level set allocated = allocated + 2 where item_id = 'MUG' and location_id = 'berlin'`,
      "counter_differs_from_facts allocated",
    ],
    [
      "a held counter that forgot a hold of 2",
      `update atp_stock_level set held = 0 where item_id = 'MUG' and location_id = 'berlin'`,
      "counter_differs_from_facts held",
    ],
    [
      "a hold that vanished without a movement",
      `delete from atp_hold where hold_id = 'cart_1'`,
      "counter_differs_from_facts held",
    ],
    [
      "a negative counter",
      `update atp_stock_level set held = -1 where item_id = 'MUG' and location_id = 'berlin'`,
      "counter_negative held",
    ],
    [
      "half a mug",
      `update atp_stock_level set on_hand = 9.5 where item_id = 'MUG' and location_id = 'berlin'`,
      "quantity_fractional onHand",
    ],
    [
      "a permission that nobody needs",
      `update atp_stock_level set backordered = 5 where item_id = 'MUG' and location_id = 'berlin'`,
      "backordered_wrong backordered",
    ],
    [
      "a figure the host shows wrongly",
      `update inventory_level set reserved_quantity = 1 where inventory_item_id = 'MUG' and location_id = 'berlin'`,
      "level_not_shown reserved_quantity",
    ],
    [
      "a raw figure the host shows wrongly",
      `update inventory_level set raw_stocked_quantity = '{"value":"99","precision":20}' where inventory_item_id = 'MUG' and location_id = 'berlin'`,
      "level_not_shown raw_stocked_quantity",
    ],
    [
      "a level without counters",
      `delete from atp_stock_level where item_id = 'MUG' and location_id = 'reno'`,
      "level_without_counters onHand",
    ],
    [
      "counters without a level",
      `delete from inventory_level where inventory_item_id = 'MUG' and location_id = 'reno'`,
      "counters_without_level onHand",
    ],
    [
      "a reservation whose allocation vanished",
      `delete from atp_allocation where reservation_id = 'RESERVATION'`,
      "reservation_not_allocated RESERVATION",
    ],
    [
      "a reservation that is smaller than its allocation",
      `update reservation_item set quantity = 1 where id = 'RESERVATION'`,
      "reservation_not_allocated RESERVATION",
    ],
    [
      "an allocation whose reservation vanished",
      `delete from reservation_item where id = 'RESERVATION'`,
      "allocation_without_reservation RESERVATION",
    ],
    [
      "a ledger that lost its movements",
      `delete from atp_movement where kind = 'allocated'`,
      "counter_differs_from_ledger allocated",
    ],
    [
      "units that a crashed fulfilment left between shelf and order",
      `update atp_stock_level set in_fulfilment = 2, on_hand = 8 where item_id = 'MUG' and location_id = 'berlin'`,
      "counter_differs_from_facts inFulfilment",
    ],
  ]

  describe.each(DAMAGES)("%s", (_, statement, code) => {
    it("is named, left alone by a dry run, repaired, and not found again", async () => {
      await dropChecks()
      await damage(statement)
      const { discrepancies } = await service.checkStock()
      expect(codes(discrepancies)).toContain(code.replace("RESERVATION", reservation))

      const before = await sql(`select xmin::text, * from atp_stock_level order by item_id, location_id`)
      const dry = await service.repairStock({ dryRun: true })
      expect(codes(dry.discrepancies)).toEqual(codes(discrepancies))
      expect(await sql(`select xmin::text, * from atp_stock_level order by item_id, location_id`)).toEqual(before)

      expect((await service.repairStock()).left).toEqual([])
      expect((await service.checkStock()).discrepancies).toEqual([])
      await expectSound(sql)
    })
  })

  it("repairs 4 damages of one level at once, and the level sells exactly what it has afterwards", async () => {
    await dropChecks()
    await damage(
      `update atp_stock_level set on_hand = 3, allocated = 9, held = -4 where item_id = 'MUG' and location_id = 'berlin'`,
    )
    await damage(`delete from atp_hold where hold_id = 'cart_1'`)
    expect((await service.repairStock()).left).toEqual([])
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        service.placeHold({
          holdId: `buyer_${n}`,
          lines: [{ itemId: mug, locationId: "berlin", quantity: 1 }],
          ttlSeconds: 60,
        }),
      ),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(6)
    await expectSound(sql)
  })

  it("finds nothing while 60 carts come and go", async () => {
    const traffic = Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const holdId = `traffic_${n}`
        await service.placeHold({ holdId, lines: [{ itemId: mug, locationId: "reno", quantity: 1 }], ttlSeconds: 60 })
        await service.releaseHold(holdId)
      }),
    )
    const reports = []
    for (let n = 0; n < 5; n++) reports.push(await service.repairStock())
    await traffic
    expect(reports.flatMap((report) => report.discrepancies)).toEqual([])
    await expectSound(sql)
  })
})

import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { DAMAGES, inflict, nameIn, withoutChecks, type Scene } from "./__fixtures__/damage"
import { expectSound } from "./__fixtures__/expect-sound"
import { daysFromToday } from "./__fixtures__/supply-days"
import type { Discrepancy } from "./domain/discrepancy"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  /** 10 mugs at berlin, of which 4 are an order's and 2 a cart's; 5 at reno, of which 1 is on its way and 1 is asked for. */
  const stage = async (name: string): Promise<Scene> => {
    const mug = await stocked(service, `${name}_mug`, { berlin: 10, reno: 5 })
    const lid = await stocked(service, `${name}_lid`, { berlin: 7 })
    const reservation = await service.createReservationItems({
      inventory_item_id: mug,
      location_id: "berlin",
      quantity: 4,
      line_item_id: `${name}_line`,
    })
    const hold = `${name}_cart`
    expectDone(
      await service.placeHold({
        holdId: hold,
        lines: [{ itemId: mug, locationId: "berlin", quantity: 2 }],
        ttlSeconds: 900,
      }),
    )
    const day = await daysFromToday(sql)
    const way = { itemId: mug, fromLocationId: "reno", toLocationId: "berlin", quantity: 1, expectedDay: day(2) }
    const [underWay, asked] = [`${name}_1`, `${name}_2`]
    for (const id of [underWay, asked]) expectDone(await service.requestTransfer({ ...way, id }))
    expectDone(await service.dispatchTransfer(underWay))
    await service.projectStaleLevels()
    return { mug, lid, reservation: reservation.id, hold, underWay, asked }
  }
  let scene: Scene
  beforeEach(async () => {
    scene = await stage("first")
  })

  const names = (discrepancies: readonly Discrepancy[]) => discrepancies.map(({ code, about }) => `${code} ${about}`)
  const buy = (holdId: string, itemId: string, locationId: string) =>
    service.placeHold({ holdId, lines: [{ itemId, locationId, quantity: 1 }], ttlSeconds: 60 })
  const many = <T>(count: number, act: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, n) => act(n)))

  /** Every row of every table that stock is written in, with the transaction that wrote it. */
  const everything = async () => {
    const tables = ["stock_level", "movement", "hold", "allocation", "transfer", "act"].map((name) => `atp_${name}`)
    const all = [...tables, "inventory_level", "reservation_item", "message_log_outbox"]
    return Promise.all(all.map((table) => sql(`select xmin::text, ctid::text, t::text from ${table} t order by 2`)))
  }

  /** Counters, ledger and facts are one, the checks hold again, and each place sells exactly what it has. */
  const expectWhole = async ({ mug }: Scene, putChecksBack: () => Promise<void>) => {
    expect((await service.checkStock()).discrepancies).toEqual([])
    await expectSound(sql)
    await putChecksBack()
    const levels = await service.availability([mug])
    for (const { locationId, atp } of levels) {
      // A level that lost its counters lost its unit as well: what the ledger knows in halves stays in halves.
      const whole = Math.max(0, Math.floor(atp))
      const answers = await many(whole + 3, (n) => buy(`${mug}_${locationId}_${n}`, mug, locationId))
      expect(answers.filter((answer) => answer.ok)).toHaveLength(whole)
    }
    await expectSound(sql)
  }

  it("finds nothing in 3 sound levels, and repairs nothing", async () => {
    expect(await service.checkStock()).toEqual({ levels: 3, discrepancies: [] })
    const before = await everything()
    expect(await service.repairStock()).toEqual({ levels: 3, discrepancies: [], left: [], refused: [] })
    expect(await everything()).toEqual(before)
  })

  describe.each(DAMAGES)("$what", (damage) => {
    it("is named, left alone by a dry run, repaired, and not found again", async () => {
      const putChecksBack = await withoutChecks(sql)
      await inflict(sql, damage, scene)
      const { discrepancies } = await service.checkStock()
      expect(names(discrepancies)).toContain(nameIn(damage, scene))
      expect(discrepancies.filter((one) => one.repair === "")).toEqual([])

      const before = await everything()
      expect(await service.repairStock({ dryRun: true })).toMatchObject({ discrepancies, left: discrepancies })
      expect(await everything()).toEqual(before)

      expect(await service.repairStock()).toMatchObject({ left: [], refused: [] })
      await expectWhole(scene, putChecksBack)
    })
  })

  it("repairs any of the kinds together, in mixes of up to 6", async () => {
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...DAMAGES], { minLength: 2, maxLength: 6 }), async (damages) => {
        const mixed = await stage(`mix_${round++}`)
        const putChecksBack = await withoutChecks(sql)
        for (const damage of damages) await inflict(sql, damage, mixed)
        const { discrepancies, left, refused } = await service.repairStock()
        expect(discrepancies).not.toEqual([])
        expect({ left, refused }).toEqual({ left: [], refused: [] })
        await expectWhole(mixed, putChecksBack)
      }),
      { numRuns: Number(process.env["RUNS"] ?? 20), endOnFailure: true },
    )
  })

  it("brings back a level that was deleted past the module with a raw figure that is none", async () => {
    const named = (name: string) => DAMAGES.filter(({ what }) => what === name)
    const putChecksBack = await withoutChecks(sql)
    for (const damage of [
      ...named("a raw figure that is none"),
      ...named("a level deleted past the module while 6 of its units are promised"),
    ]) {
      await inflict(sql, damage, scene)
    }
    expect(await service.repairStock()).toMatchObject({ left: [], refused: [] })
    await expectWhole(scene, putChecksBack)
  })

  it("keeps 5 units of a level that was deleted past the module, and shows it again", async () => {
    await inflict(
      sql,
      DAMAGES.find(({ what }) => what === "counters without a level")!,
      scene,
    )
    await service.repairStock()
    const [level] = await service.listInventoryLevels({ inventory_item_id: scene.mug, location_id: "reno" })
    expect(level).toMatchObject({ stocked_quantity: 4, reserved_quantity: 1 })
  })

  it("writes what the ledger missed into it, with the discrepancy as its reason, and tells the outbox", async () => {
    await sql(`delete from message_log_outbox`)
    await inflict(
      sql,
      DAMAGES.find(({ what }) => what === "a hold that vanished without a movement")!,
      scene,
    )
    await inflict(
      sql,
      DAMAGES.find(({ what }) => what === "an allocation whose reservation vanished")!,
      scene,
    )
    await service.repairStock()
    expect(await sql(`select allocated::int, held::int, reason from atp_movement where kind = 'repaired'`)).toEqual([
      { allocated: -4, held: -2, reason: expect.stringContaining("counter_differs_from_facts (held)") },
    ])
    expect(await sql(`select name, data->'levels'->0->>'allocated' as allocated from message_log_outbox`)).toEqual([
      { name: "inventory.stock_moved", allocated: "0" },
    ])
  })

  it("leaves a fulfilment of 2 alone while it runs, and ends it when nothing has come of it for an hour", async () => {
    // A canceled fulfilment has put its units back on the shelf, and has yet to give them back to the order.
    const at = `item_id = '${scene.mug}' and location_id = 'berlin'`
    await sql(`insert into atp_movement (item_id, location_id, kind, on_hand, in_fulfilment)
               values ('${scene.mug}', 'berlin', 'fulfilment_undone', 2, -2)`)
    await sql(`update atp_stock_level set on_hand = 12, in_fulfilment = -2, stale = true where ${at}`)
    expect(await service.repairStock()).toMatchObject({ discrepancies: [] })

    await sql(`update atp_movement set at = at - interval '2 hours' where ${at}`)
    expect(names((await service.checkStock()).discrepancies)).toEqual(["fulfilment_unfinished inFulfilment"])
    expect(await service.repairStock()).toMatchObject({ left: [] })
    await expectSound(sql)
  })

  it("leaves the 4 units that are promised of a deleted item to a person, and says so", async () => {
    await sql(`update inventory_item set deleted_at = now() where id = '${scene.mug}'`)
    await inflict(
      sql,
      {
        what: "",
        named: "",
        statements: [`update inventory_level set deleted_at = now() where inventory_item_id = 'MUG'`],
      },
      scene,
    )
    const { left } = await service.repairStock()
    expect(left.map(({ code, locationId }) => [code, locationId])).toEqual([
      ["counters_without_level", "berlin"],
      ["counters_without_level", "reno"],
    ])
    expect(left[0]?.repair).toMatch(/a person has to look/)
  })

  it("repairs the other levels when the database refuses 1, and says which and why", async () => {
    await inflict(
      sql,
      DAMAGES.find(({ what }) => what === "safety stock that nobody set")!,
      scene,
    )
    const lid = `item_id = '${scene.lid}'`
    await sql(`update atp_stock_level set on_hand = 6, stale = true where ${lid}`)
    await sql(`alter table atp_stock_level add constraint in_the_way check (not (${lid} and on_hand = 7)) not valid`)
    const { left, refused } = await service.repairStock()
    expect(names(left)).toEqual(["counter_differs_from_ledger onHand"])
    expect(refused).toEqual([expect.stringMatching(`^Item ${scene.lid} at berlin: .*in_the_way`)])
    await sql(`alter table atp_stock_level drop constraint in_the_way`)
    expect(await service.repairStock()).toMatchObject({ left: [], refused: [] })
    await expectSound(sql)
  })

  it("finds nothing while 60 carts and 20 orders come and go", async () => {
    const traffic = Promise.all([
      many(60, async (n) => {
        await buy(`traffic_${n}`, scene.lid, "berlin")
        await service.releaseHold(`traffic_${n}`)
      }),
      many(20, async (n) => {
        const line = { inventory_item_id: scene.lid, location_id: "berlin", quantity: 1, line_item_id: `passing_${n}` }
        const made = await service.createReservationItems(line).catch(() => null)
        if (made) await service.deleteReservationItems([made.id])
      }),
    ])
    const reports = []
    for (let n = 0; n < 8; n++) reports.push(await service.repairStock())
    await traffic
    expect(reports.flatMap((report) => report.discrepancies)).toEqual([])
    await expectSound(sql)
  })

  it("repairs a level that lost 3 of 10 while 30 carts and 10 orders want its last 5", async () => {
    await inflict(
      sql,
      DAMAGES.find(({ what }) => what === "a counter that lost 3 units")!,
      scene,
    )
    const [carts, orders, repairs] = await Promise.all([
      many(30, (n) => buy(`late_${n}`, scene.mug, "berlin")),
      many(10, (n) =>
        service
          .createReservationItems({
            inventory_item_id: scene.mug,
            location_id: "berlin",
            quantity: 1,
            line_item_id: `late_line_${n}`,
          })
          .catch(() => null),
      ),
      many(3, () => service.repairStock()),
    ])
    expect(repairs.flatMap((repair) => [...repair.refused])).toEqual([])
    expect((await service.checkStock()).discrepancies).toEqual([])
    const sold = carts.filter((answer) => answer.ok).length + orders.filter((order) => order).length
    // What was refused before the 3 were back can be had now, and not one more than there is.
    const rest = await many(10, (n) => buy(`last_${n}`, scene.mug, "berlin"))
    expect(sold + rest.filter((answer) => answer.ok).length).toBe(5)
    await expectSound(sql)
  })

  it("reports once a night, whichever of 4 processes comes first, and tells the outbox what it found", async () => {
    await inflict(
      sql,
      DAMAGES.find(({ what }) => what === "a counter that lost 3 units")!,
      scene,
    )
    await sql(`delete from message_log_outbox`)
    const reports = await many(4, () => service.checkStockNightly())
    expect(reports.filter((report) => report !== null)).toHaveLength(1)
    expect(await service.checkStockNightly()).toBeNull()
    expect(await sql(`select name, data->>'count' as count from message_log_outbox`)).toEqual([
      { name: "inventory.discrepancy_found", count: "3" },
    ])
    expect((await service.checkStock()).discrepancies).toHaveLength(3)
  })
})

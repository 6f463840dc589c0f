import { beforeEach, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"
import { daysFromToday } from "./__fixtures__/supply-days"
import type { CalendarDay } from "./domain/calendar-day"

jest.setTimeout(120_000)

const IN_TRANSIT = `
select s.item_id, s.location_id from atp_stock_level s
 where s.transit_out <> (select coalesce(sum(quantity), 0) from atp_transfer t
                          where t.item_id = s.item_id and t.from_location_id = s.location_id and t.state = 'requested')
    or s.transit_in <> (select coalesce(sum(greatest(0, quantity - received)), 0) from atp_transfer t
                         where t.item_id = s.item_id and t.to_location_id = s.location_id and t.state = 'dispatched')`

atpSuite(({ service, sql }) => {
  let mug: string
  let day: (days: number) => CalendarDay
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 0 })
    day = await daysFromToday(sql)
  })
  /** A test after which counters, ledger, holds and reservations still say the same. */
  const keeps = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await test()
      await expectSound(sql)
      expect(await sql(IN_TRANSIT)).toEqual([])
    })

  const six = () => ({
    ...{ id: "trf_1", itemId: mug, fromLocationId: "berlin", toLocationId: "reno" },
    ...{ quantity: 6, expectedDay: day(3) },
  })
  const at = async (locationId: string) => {
    const [level] = await service.availability([mug], [locationId])
    if (!level) throw new Error(`nothing at ${locationId}`)
    const { onHand, transitOut, transitIn, atp } = level
    return { onHand, transitOut, transitIn, atp }
  }

  keeps("keeps 6 at the source, sends them, and puts them on the other shelf", async () => {
    expect(await service.requestTransfer(six())).toMatchObject({ ok: true, value: { state: "requested" } })
    expect(await at("berlin")).toEqual({ onHand: 10, transitOut: 6, transitIn: 0, atp: 4 })
    expect(await at("reno")).toEqual({ onHand: 0, transitOut: 0, transitIn: 0, atp: 0 })

    expect(await service.dispatchTransfer("trf_1")).toMatchObject({ ok: true, value: { state: "dispatched" } })
    expect(await at("berlin")).toEqual({ onHand: 4, transitOut: 0, transitIn: 0, atp: 4 })
    expect(await at("reno")).toMatchObject({ onHand: 0, transitIn: 6 })

    const { transfer } = expectDone(await service.receiveTransfer("trf_1", { quantity: 6, key: "scan_1" }))
    expect(transfer).toMatchObject({ state: "received", received: 6 })
    expect(await at("reno")).toEqual({ onHand: 6, transitOut: 0, transitIn: 0, atp: 6 })
  })

  keeps("does each step once, however often it is asked for", async () => {
    const together = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, act))
    const steps = [
      await together(() => service.requestTransfer(six())),
      await together(() => service.dispatchTransfer("trf_1")),
      await together(() => service.receiveTransfer("trf_1", { quantity: 6, key: "scan_1" })),
    ]
    expect(steps.flat().every((answer) => answer.ok)).toBe(true)
    expect(await at("berlin")).toMatchObject({ onHand: 4, transitOut: 0 })
    expect(await at("reno")).toMatchObject({ onHand: 6, transitIn: 0 })
    expect(await service.requestTransfer({ ...six(), quantity: 5 })).toMatchObject({
      ok: false,
      code: "transfer_exists_with_different_content",
    })
  })

  keeps("takes away nothing that is promised: of 10 with 5 reserved, 6 are refused and 5 go", async () => {
    await service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity: 5 })
    expect(await service.requestTransfer(six())).toMatchObject({ ok: false, code: "insufficient_inventory" })
    expect((await service.listTransfers({ limit: 5, offset: 0 })).count).toBe(0)
    expect(await service.requestTransfer({ ...six(), quantity: 5 })).toMatchObject({ ok: true })
  })

  keeps("sends the last 10 units once when 4 transfers of 6 are requested together", async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) => service.requestTransfer({ ...six(), id: `trf_${n}` })),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await at("berlin")).toMatchObject({ transitOut: 6, atp: 4 })
  })

  keeps("leaves the rest of a short arrival in transit until it is closed, and then writes it off", async () => {
    expectDone(await service.requestTransfer(six()))
    expectDone(await service.dispatchTransfer("trf_1"))
    expect(await service.receiveTransfer("trf_1", { quantity: 4 })).toMatchObject({
      ok: true,
      value: { transfer: { state: "dispatched", received: 4 } },
    })
    expect(await at("reno")).toMatchObject({ onHand: 4, transitIn: 2 })
    expect(await service.receiveTransfer("trf_1", { quantity: 0, close: true })).toMatchObject({
      ok: true,
      value: { transfer: { state: "received", received: 4 } },
    })
    expect(await at("reno")).toMatchObject({ onHand: 4, transitIn: 0, atp: 4 })
    expect(await sql(`select transit_in::int from atp_movement where kind = 'transfer_written_off'`)).toEqual([
      { transit_in: -2 },
    ])
  })

  keeps("writes off what is lost even when it was promised, and says to whom", async () => {
    expectDone(await service.requestTransfer(six()))
    expectDone(await service.dispatchTransfer("trf_1"))
    await service.createReservationItems({
      inventory_item_id: mug,
      location_id: "reno",
      quantity: 5,
      line_item_id: "li_1",
    })
    const answer = expectDone(await service.receiveTransfer("trf_1", { quantity: 1, close: true }))
    expect(answer.promisesAtRisk).toMatchObject([{ lineItemId: "li_1", quantity: 5, newDay: null }])
    expect(await at("reno")).toMatchObject({ onHand: 1, transitIn: 0, atp: -4 })
  })

  keeps("takes in 8 of 6 that were sent", async () => {
    expectDone(await service.requestTransfer(six()))
    expectDone(await service.dispatchTransfer("trf_1"))
    const { transfer } = expectDone(await service.receiveTransfer("trf_1", { quantity: 8 }))
    expect(transfer).toMatchObject({ state: "received", received: 8, quantity: 6 })
    expect(await at("reno")).toMatchObject({ onHand: 8, transitIn: 0 })
  })

  keeps("gives the units back when it is canceled before it is dispatched, and never after", async () => {
    expectDone(await service.requestTransfer(six()))
    expect(await service.cancelTransfer("trf_1")).toMatchObject({ ok: true, value: { state: "canceled" } })
    expect(await at("berlin")).toMatchObject({ onHand: 10, transitOut: 0, atp: 10 })
    expect(await service.cancelTransfer("trf_1")).toMatchObject({ ok: true })
    expect(await service.dispatchTransfer("trf_1")).toMatchObject({ ok: false, code: "transfer_not_open" })

    expectDone(await service.requestTransfer({ ...six(), id: "trf_2" }))
    expect(await service.receiveTransfer("trf_2", { quantity: 6 })).toMatchObject({
      ok: false,
      code: "transfer_not_dispatched",
    })
    expectDone(await service.dispatchTransfer("trf_2"))
    expect(await service.cancelTransfer("trf_2")).toMatchObject({ ok: false, code: "transfer_not_open" })
  })

  keeps("is dispatched or canceled, never both, when both are asked for together", async () => {
    expectDone(await service.requestTransfer(six()))
    const [dispatched, canceled] = await Promise.all([
      service.dispatchTransfer("trf_1"),
      service.cancelTransfer("trf_1"),
    ])
    expect([dispatched.ok, canceled.ok].filter(Boolean)).toHaveLength(1)
    expect(await at("berlin")).toMatchObject({ onHand: dispatched.ok ? 4 : 10, transitOut: 0 })
  })

  keeps("refuses a location without a level, one location twice, a past day and half a piece", async () => {
    const refusals = [
      [{ toLocationId: "nowhere" }, "inventory_level_unknown"],
      [{ fromLocationId: "nowhere" }, "inventory_level_unknown"],
      [{ toLocationId: "berlin" }, "location_invalid"],
      [{ expectedDay: day(-1) }, "date_in_past"],
      [{ quantity: 0.5 }, "quantity_invalid"],
      [{ quantity: 0 }, "quantity_invalid"],
    ] as const
    for (const [change, code] of refusals) {
      expect(await service.requestTransfer({ ...six(), ...change })).toMatchObject({ ok: false, code })
    }
    expect(await at("berlin")).toMatchObject({ transitOut: 0 })
    expect(await service.dispatchTransfer("none")).toMatchObject({ ok: false, code: "transfer_unknown" })
  })

  keeps("never deadlocks when 20 transfers go both ways at once", async () => {
    const book = await stocked(service, "book", { berlin: 100, reno: 100 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const [fromLocationId, toLocationId] = n % 2 ? (["berlin", "reno"] as const) : (["reno", "berlin"] as const)
        const id = `both_${n}`
        await service.requestTransfer({
          ...six(),
          id,
          itemId: book,
          fromLocationId,
          toLocationId,
        })
        await service.dispatchTransfer(id)
        return service.receiveTransfer(id, { quantity: 6 })
      }),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    const levels = await service.availability([book])
    expect(levels.map((level) => [level.onHand, level.transitIn, level.transitOut])).toEqual([
      [100, 0, 0],
      [100, 0, 0],
    ])
  })
})

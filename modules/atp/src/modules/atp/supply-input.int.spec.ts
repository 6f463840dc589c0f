import { beforeEach, expect, it, jest } from "@jest/globals"
import { expectDone, type Outcome } from "@holdfast/kernel"
import fc from "fast-check"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"
import { daysFromToday } from "./__fixtures__/supply-days"

jest.setTimeout(300_000)

/** Everything that an act could have changed, as one text. */
const STATE = `
select md5(concat_ws('|',
  (select string_agg(s::text, ',' order by item_id, location_id) from atp_stock_level s),
  (select string_agg(r::text, ',' order by id) from atp_receipt r),
  (select string_agg(t::text, ',' order by id) from atp_transfer t),
  (select string_agg(p::text, ',' order by item_id) from atp_item_policy p),
  (select string_agg(p::text, ',' order by location_id) from atp_location_policy p),
  (select string_agg(p::text, ',' order by sales_channel_id) from atp_channel_policy p where sales_channel_id <> '*'),
  (select string_agg(a::text, ',' order by reservation_id, location_id) from atp_allocation a),
  (select string_agg(key, ',' order by key) from atp_act),
  (select count(*) from atp_movement), (select count(*) from message_log_outbox))) as state`

atpSuite(({ service, sql }) => {
  let mug: string
  let soon: string
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 })
    const day = await daysFromToday(sql)
    soon = day(5)
    expectDone(
      await service.createReceipt({ id: "po_1", itemId: mug, locationId: "berlin", quantity: 10, expectedDay: soon }),
    )
    expectDone(
      await service.requestTransfer({
        ...{ id: "trf_1", itemId: mug, fromLocationId: "berlin", toLocationId: "reno", quantity: 2, expectedDay: soon },
      }),
    )
    await service.createReservationItems({
      ...{ inventory_item_id: mug, location_id: "berlin", quantity: 10, line_item_id: "li_1", allow_backorder: true },
    })
  })
  const state = async () => (await sql<{ state: string }>(STATE))[0]?.state

  const junk = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom(
      "",
      " ",
      "a\u0000b",
      "\ud800",
      "'; drop table atp_receipt; --",
      "x".repeat(5_000),
      "NaN",
      "1e9",
      "0x10",
    ),
    fc.double(),
    fc.constantFrom(0, -1, 1.5, 0.0001, 1e9, 1e15, Number.MAX_SAFE_INTEGER, Infinity, -0),
    fc.constantFrom(null, undefined, true, false, [], {}, [1], { id: 1 }, 10n),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  )
  /** Mostly what belongs there, so that whatever is wrong beside it is reached. */
  const like = (...right: unknown[]) =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...right) }, { weight: 2, arbitrary: junk })
  const item = fc.nat().chain(() => like(mug, "none"))
  const place = like("berlin", "reno", "nowhere")
  const units = like(1, 3, 0)
  const on = fc.nat().chain(() => like(soon))
  const flag = like(true, false, undefined)
  const note = like("a note", null, undefined)
  const id = like("po_1", "trf_1", "new", undefined)

  const acts: readonly fc.Arbitrary<readonly [string, () => Promise<Outcome<unknown>>]>[] = [
    fc
      .record({ id, itemId: item, locationId: place, quantity: units, expectedDay: on, reference: note, note })
      .map((input) => ["createReceipt", () => service.createReceipt(input as never)]),
    fc
      .tuple(id, fc.record({ expectedDay: on, quantity: units, note }, { requiredKeys: [] }))
      .map(([of, change]) => ["updateReceipt", () => service.updateReceipt(of as never, change as never)]),
    fc
      .tuple(id, fc.record({ key: note, quantity: units, close: flag }))
      .map(([of, arrival]) => ["receiveReceipt", () => service.receiveReceipt(of as never, arrival as never)]),
    id.map((of) => ["cancelReceipt", () => service.cancelReceipt(of as never)]),
    fc
      .record({ id, itemId: item, fromLocationId: place, toLocationId: place, quantity: units, expectedDay: on, note })
      .map((input) => ["requestTransfer", () => service.requestTransfer(input as never)]),
    fc
      .tuple(id, fc.record({ expectedDay: on, note }, { requiredKeys: [] }))
      .map(([of, change]) => ["updateTransfer", () => service.updateTransfer(of as never, change as never)]),
    id.map((of) => ["dispatchTransfer", () => service.dispatchTransfer(of as never)]),
    fc
      .tuple(id, fc.record({ key: note, quantity: units, close: flag }))
      .map(([of, arrival]) => ["receiveTransfer", () => service.receiveTransfer(of as never, arrival as never)]),
    id.map((of) => ["cancelTransfer", () => service.cancelTransfer(of as never)]),
    fc
      .tuple(
        item,
        place,
        fc.record({ safetyStock: units, count: like({ onHand: 4, acceptShortage: true }, { onHand: -1 }, undefined) }),
      )
      .map(([itemId, locationId, change]) => [
        "setStockLevel",
        () => service.setStockLevel({ itemId, locationId } as never, change as never),
      ]),
    fc
      .tuple(
        item,
        fc.record(
          { decimals: units, leadTimeDays: units, backorderLimit: units, preorderCap: units, preorderReleaseDay: on },
          { requiredKeys: [] },
        ),
      )
      .map(([itemId, change]) => ["setItemPolicy", () => service.setItemPolicy(itemId as never, change as never)]),
    fc
      .tuple(
        place,
        fc.record({ priority: units, costPerShipmentMinor: units, costPerUnitMinor: units }, { requiredKeys: [] }),
      )
      .map(([at, change]) => ["setLocationPolicy", () => service.setLocationPolicy(at as never, change as never)]),
    fc
      .tuple(
        like("sc_1"),
        fc.record(
          {
            holdAt: like("cart"),
            guestTtlSeconds: units,
            capSeconds: like(9_000),
            graceSeconds: units,
            strategy: like("nearest"),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([of, change]) => ["setChannelPolicy", () => service.setChannelPolicy(of as never, change as never)]),
    fc
      .tuple(
        like("safety_stock", "item_policies", "receipts"),
        like(
          "sku,location_id,safety_stock\nmug,berlin,2\n",
          "sku,location_id,safety_stock\nmug,berlin,2\nmug,reno,-1\n",
          "sku,lead_time_days,decimals\nmug,4,9\n",
          "id,sku,location_id,quantity,expected_day\npo_9,mug,berlin,5,2999-01-01\n",
          '"sku\n',
          "sku,location_id,safety_stock\nmug,ber\u0000lin,2\n",
        ),
        flag,
      )
      .map(([kind, csv, dryRun]) => ["importSheet", () => service.importSheet({ kind, csv, dryRun } as never)]),
  ]

  it("answers every input of 600 with a yes or a coded no, and a no changes nothing", async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(...acts), async ([name, act]) => {
        const before = await state()
        const answer = await act()
        if (answer.ok) return
        refused += 1
        expect(answer.code).toMatch(/^[a-z]+(_[a-z]+)+$/)
        expect(answer.message.length).toBeGreaterThan(10)
        expect([name, await state()]).toEqual([name, before])
      }),
      { numRuns: 600 },
    )
    expect(refused).toBeGreaterThan(100)
    await expectSound(sql)
  })
})

import { beforeEach, expect, it, jest } from "@jest/globals"
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

  const hold = (holdId: string, lines: [string, number][], ttlSeconds = 900) =>
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
  const takeOver = async (...asked: Parameters<typeof service.takeOverHold>) =>
    (await service.takeOverHold(...asked)).answer
  const line = (lineItemId: string, itemId: string, quantity: number) => ({
    lineItemId,
    itemId,
    quantity,
    allowBackorder: false,
  })
  const reserved = async () =>
    (await service.listReservationItems({}, { order: { line_item_id: "ASC" } })).map(
      ({ line_item_id, inventory_item_id, location_id, quantity }) => [
        line_item_id,
        inventory_item_id,
        location_id,
        Number(quantity),
      ],
    )
  const berlin = async (itemId: string) => {
    const [level] = await service.availability([itemId], ["berlin"])
    return { allocated: level?.allocated, held: level?.held, atp: level?.atp }
  }

  it("makes a hold of three lines over two items the order's in one statement, with a reservation for each line", async () => {
    await hold("cart_1", [
      [mug, 5],
      [lid, 2],
    ])

    const answer = await takeOver("cart_1", [line("l1", mug, 3), line("l2", mug, 2), line("l3", lid, 2)])

    expect(answer).toBe("taken")
    expect(await reserved()).toEqual([
      ["l1", mug, "berlin", 3],
      ["l2", mug, "berlin", 2],
      ["l3", lid, "berlin", 2],
    ])
    expect(await berlin(mug)).toEqual({ allocated: 5, held: 0, atp: 5 })
    expect((await service.retrieveHold("cart_1"))?.committed).toBe(true)
    await expectSound(sql)
  })

  it("does it once for 20 who ask at the same moment, and says so to the other 19", async () => {
    await hold("cart_1", [[mug, 4]])

    const answers = await Promise.all(Array.from({ length: 20 }, () => takeOver("cart_1", [line("l1", mug, 4)])))

    expect(answers.filter((answer) => answer === "taken")).toHaveLength(1)
    expect(answers.filter((answer) => answer === "replayed")).toHaveLength(19)
    expect(await berlin(mug)).toEqual({ allocated: 4, held: 0, atp: 6 })
    await expectSound(sql)
  })

  it("does not give one hold to two orders", async () => {
    await hold("cart_1", [[mug, 4]])
    await takeOver("cart_1", [line("l1", mug, 4)])

    expect(await takeOver("cart_1", [line("other", mug, 4)])).toBe("committed")
    expect(await reserved()).toHaveLength(1)
  })

  it.each([
    ["more than is held", 5],
    ["less than is held", 3],
  ])("touches nothing where the order wants %s", async (_, quantity) => {
    await hold("cart_1", [[mug, 4]])

    expect(await takeOver("cart_1", [line("l1", mug, quantity)])).toBe("not_held")
    expect(await reserved()).toEqual([])
    expect(await berlin(mug)).toEqual({ allocated: 0, held: 4, atp: 6 })
  })

  it("touches nothing where the hold is spread over two places, has lapsed, or is not there", async () => {
    await hold("spread", [[mug, 12]])
    expect(await takeOver("spread", [line("l1", mug, 12)])).toBe("not_held")
    await hold("lapsed", [[lid, 1]])
    await sql("update atp_hold set expires_at = now() - interval '1 second' where hold_id = 'lapsed'")
    expect(await takeOver("lapsed", [line("l2", lid, 1)])).toBe("not_held")
    expect(await takeOver("nobody", [line("l3", lid, 1)])).toBe("not_held")
    expect(await reserved()).toEqual([])
  })

  it("is given back to the cart when its reservations are deleted, and again it changes nothing", async () => {
    await hold("cart_1", [[mug, 4]])
    await takeOver("cart_1", [line("l1", mug, 4)])
    const [row] = await service.listReservationItems({ line_item_id: "l1" })
    service.beginFlow("undo", { holdId: "cart_1", graceSeconds: 60 })

    await service.deleteReservationItems([row?.id ?? ""], { transactionId: "undo" })
    await service.deleteReservationItems([row?.id ?? ""], { transactionId: "undo" })

    expect(await berlin(mug)).toEqual({ allocated: 0, held: 4, atp: 6 })
    expect((await service.retrieveHold("cart_1"))?.committed).toBe(false)
    await expectSound(sql)
  })
})

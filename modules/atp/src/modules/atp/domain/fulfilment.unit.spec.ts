import { describe, expect, it } from "@jest/globals"
import type { Allocation } from "./allocation-row"
import { planFulfilment } from "./fulfilment"

const at = (locationId: string, quantity: number, more: Partial<Allocation> = {}): Allocation => ({
  reservationId: "res_1",
  itemId: "mug",
  locationId,
  lineItemId: "li_1",
  quantity,
  fulfilling: 0,
  fulfilled: 0,
  holdId: null,
  released: false,
  promiseDay: null,
  ...more,
})
const units = (quantity: number, locationId = "berlin") => ({ itemId: "mug", locationId, quantity })
const moved = (plan: ReturnType<typeof planFulfilment>) =>
  plan.movements.map(({ locationId, onHand = 0, allocated = 0 }) => [locationId, onHand, allocated])

describe("planFulfilment", () => {
  const somewhere = { kind: "create", explicitLocation: false } as const
  const exactly = { kind: "create", explicitLocation: true } as const
  const cancel = { kind: "cancel", explicitLocation: false } as const

  it("takes 5 units from where they are allocated, the asked location first", () => {
    const plan = planFulfilment([at("berlin", 3), at("reno", 2)], [units(-5, "reno")], somewhere)
    expect(moved(plan)).toEqual([
      ["reno", -2, 0],
      ["berlin", -3, 0],
    ])
    expect(plan.allocations.map((allocation) => allocation.fulfilling)).toEqual([3, 2])
  })

  it("moves 1 promise to the location it is shipped from when somebody named that location", () => {
    const plan = planFulfilment([at("berlin", 3), at("reno", 2)], [units(-3, "reno")], exactly)
    expect(moved(plan)).toEqual([
      ["reno", -2, 0],
      ["berlin", 0, -1],
      ["reno", 0, 1],
      ["reno", -1, 0],
    ])
    expect(plan.allocations).toMatchObject([
      { locationId: "berlin", quantity: 2, fulfilling: 0 },
      { locationId: "reno", quantity: 3, fulfilling: 3 },
    ])
  })

  it("takes 2 units that no reservation knows at the asked location", () => {
    const plan = planFulfilment([at("berlin", 1)], [units(-3)], somewhere)
    expect(plan.movements.map(({ kind, onHand }) => [kind, onHand])).toEqual([
      ["adjusted", -2],
      ["fulfilled", -1],
    ])
  })

  it("does not take units that are on their way already", () => {
    const plan = planFulfilment([at("berlin", 3, { fulfilling: 2 })], [units(-1)], somewhere)
    expect(plan.allocations[0]?.fulfilling).toBe(3)
    expect(planFulfilment([at("berlin", 3, { fulfilling: 3 })], [units(-1)], somewhere).movements[0]?.kind).toBe(
      "adjusted",
    )
  })

  it("puts a canceled shipment of 5 back where it was shipped from, and says where for the reservation that follows", () => {
    const shipped = [at("berlin", 0, { fulfilled: 3 }), at("reno", 0, { fulfilled: 2 })]
    const plan = planFulfilment(shipped, [units(5, "reno")], cancel)
    expect(plan.returned).toEqual([units(2, "reno"), units(3, "berlin")])
    expect(plan.allocations.map((allocation) => allocation.fulfilled)).toEqual([0, 0])
  })

  it("undoes its own shipping exactly", () => {
    const before = [at("berlin", 3), at("reno", 2)]
    const there = planFulfilment(before, [units(-5)], somewhere)
    const back = planFulfilment(there.allocations, [units(5)], somewhere)
    expect(back.allocations).toEqual(before)
  })
})

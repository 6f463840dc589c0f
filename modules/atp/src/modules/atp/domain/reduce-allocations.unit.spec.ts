import { describe, expect, it } from "@jest/globals"
import type { Allocation } from "./allocation-row"
import { reduceAllocations, takeForFulfilment } from "./reduce-allocations"

const at = (locationId: string, quantity: number, fulfilling = 0): Allocation => ({
  reservationId: "res_1",
  itemId: "mug",
  locationId,
  lineItemId: null,
  quantity,
  fulfilling,
  fulfilled: 0,
  holdId: null,
  released: false,
  promiseDay: null,
})

describe("reduceAllocations", () => {
  it("lets 2 shipped units go first, and they stay gone", () => {
    const { allocations, movements } = reduceAllocations([at("berlin", 3), at("reno", 2, 2)], 2)
    expect(movements).toEqual([
      { itemId: "mug", locationId: "reno", kind: "fulfilled", allocated: -2, inFulfilment: -2, reference: "res_1" },
    ])
    expect(allocations).toMatchObject([{ quantity: 3 }, { quantity: 0, fulfilling: 0, fulfilled: 2 }])
  })

  it("frees 4 units from the last location first, so that the one the host shows stays to the end", () => {
    const { movements } = reduceAllocations([at("berlin", 3), at("reno", 2)], 4)
    expect(movements.map(({ locationId, allocated }) => [locationId, allocated])).toEqual([
      ["reno", -2],
      ["berlin", -2],
    ])
  })
})

describe("takeForFulfilment", () => {
  it("finds 4 of 6 units and says that 2 are missing", () => {
    const { slices, missing } = takeForFulfilment([at("berlin", 3, 1), at("reno", 2)], "reno", 6)
    expect(slices.map(({ allocation, quantity }) => [allocation.locationId, quantity])).toEqual([
      ["reno", 2],
      ["berlin", 2],
    ])
    expect(missing).toBe(2)
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { cutHold } from "./cut-hold"
import { sumQuantities } from "./quantity"

const held = (itemId: string, locationId: string, quantity: number) => ({ itemId, locationId, quantity })

describe("cutHold", () => {
  it("gives 2 lines their units where they are held, the line's own location first", () => {
    const { slices, rest } = cutHold(
      [
        { itemId: "mug", locationId: "reno", quantity: 3 },
        { itemId: "mug", locationId: "berlin", quantity: 3 },
      ],
      [held("mug", "berlin", 4), held("mug", "reno", 2)],
    )
    expect(slices).toEqual([
      [
        { locationId: "reno", quantity: 2, fromHold: 2, promiseDay: null },
        { locationId: "berlin", quantity: 1, fromHold: 1, promiseDay: null },
      ],
      [{ locationId: "berlin", quantity: 3, fromHold: 3, promiseDay: null }],
    ])
    expect(rest).toEqual([])
  })

  it("asks for the 2 units that a hold of 3 does not cover at the line's own location", () => {
    const { slices } = cutHold([{ itemId: "mug", locationId: "reno", quantity: 5 }], [held("mug", "berlin", 3)])
    expect(slices).toEqual([
      [
        { locationId: "berlin", quantity: 3, fromHold: 3, promiseDay: null },
        { locationId: "reno", quantity: 2, fromHold: 0, promiseDay: null },
      ],
    ])
  })

  it("asks for everything at the line's location when there is no hold", () => {
    expect(cutHold([{ itemId: "mug", locationId: "reno", quantity: 5 }], []).slices).toEqual([
      [{ locationId: "reno", quantity: 5, fromHold: 0, promiseDay: null }],
    ])
  })

  it("keeps the day that a held line was promised for", () => {
    const line = { ...held("mug", "berlin", 3), promiseDay: "2026-12-01" }
    expect(cutHold([{ itemId: "mug", locationId: "berlin", quantity: 3 }], [line]).slices[0]).toEqual([
      { locationId: "berlin", quantity: 3, fromHold: 3, promiseDay: "2026-12-01" },
    ])
  })

  it("neither loses nor invents a unit, whatever is held and wanted", () => {
    const quantity = fc.integer({ min: 1, max: 9 })
    const itemId = fc.constantFrom("mug", "lid")
    const locationId = fc.constantFrom("berlin", "reno", "rotterdam")
    const wanted = fc.array(fc.record({ itemId, locationId, quantity }), { maxLength: 5 })
    const lines = fc.uniqueArray(fc.record({ itemId, locationId, quantity }), {
      maxLength: 6,
      selector: (line) => `${line.itemId} ${line.locationId}`,
    })
    fc.assert(
      fc.property(wanted, lines, (asked, hold) => {
        const { slices, rest } = cutHold(asked, hold)
        const all = slices.flat()
        expect(slices.map((cut) => sumQuantities(cut.map((slice) => slice.quantity)))).toEqual(
          asked.map((line) => line.quantity),
        )
        expect(all.every((slice) => slice.fromHold <= slice.quantity)).toBe(true)
        expect(sumQuantities([...all.map((slice) => slice.fromHold), ...rest.map((line) => line.quantity)])).toBe(
          sumQuantities(hold.map((line) => line.quantity)),
        )
      }),
    )
  })
})

import { describe, expect, it } from "@jest/globals"
import { idFactory } from "@holdfast/kernel"
import { lineIds } from "./line-ids"

const ORDER = "order_01ARZ3NDEKTSV4RRFFQ69G5FAV"

describe("the ids of an order's lines", () => {
  it("are the same at every try, different from each other, and sorted", () => {
    const ids = lineIds(ORDER, 600)

    expect(ids).toEqual(lineIds(ORDER, 600))
    expect(new Set(ids).size).toBe(600)
    expect([...ids].sort()).toEqual(ids)
    expect(ids[0]).toMatch(/^ordli_01ARZ3NDEK[0-9A-HJKMNP-TV-Z]{13}000$/)
  })

  it("are no other order's, for 1,000 orders of one millisecond with 20 lines each", () => {
    const newOrderId = idFactory("order", { now: () => 1_795_000_000_000, randomBytes: (size) => new Uint8Array(size) })
    const ids = Array.from({ length: 1_000 }, () => lineIds(newOrderId(), 20)).flat()

    expect(new Set(ids).size).toBe(20_000)
  })

  it("of fewer lines are the first of them", () => {
    expect(lineIds(ORDER, 3)).toEqual(lineIds(ORDER, 5).slice(0, 3))
    expect(lineIds(ORDER, 0)).toEqual([])
  })
})

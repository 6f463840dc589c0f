import { describe, expect, it } from "@jest/globals"
import { lineIds } from "./line-ids"

const ORDER = "order_01ARZ3NDEKTSV4RRFFQ69G5FAV"

describe("the ids of an order's lines", () => {
  it("are the same at every try, different from each other, and sorted", () => {
    const ids = lineIds(ORDER, 50)

    expect(ids).toEqual(lineIds(ORDER, 50))
    expect(new Set(ids).size).toBe(50)
    expect([...ids].sort()).toEqual(ids)
    expect(ids[0]).toBe("ordli_01ARZ3NDEKTSV4RRFFQ69G5FAW")
  })

  it("of fewer lines are the first of them", () => {
    expect(lineIds(ORDER, 3)).toEqual(lineIds(ORDER, 5).slice(0, 3))
    expect(lineIds(ORDER, 0)).toEqual([])
  })
})

import { describe, expect, it } from "@jest/globals"
import { snakeCase } from "./snake-case"

describe("snakeCase", () => {
  it("renames keys at 3 depths and leaves every value as it is", () => {
    expect(snakeCase({ itemId: "itemId", levels: [{ onHand: 1, atp: null, deep: { safetyStock: 0.5 } }] })).toEqual({
      item_id: "itemId",
      levels: [{ on_hand: 1, atp: null, deep: { safety_stock: 0.5 } }],
    })
    expect(snakeCase(undefined)).toBe(undefined)
  })
})

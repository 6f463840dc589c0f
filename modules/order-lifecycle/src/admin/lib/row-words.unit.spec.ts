import { describe, expect, it } from "@jest/globals"
import { needsWords, rowFits, thenWords } from "./row-words"

describe("a row of the tables in words", () => {
  const row = {
    axis: "fulfillment",
    from: "allocated",
    event: "shipment.created",
    to: "partially_fulfilled",
    when: { payment: ["captured", "partially_refunded"] },
    guards: ["paid", "everything_shipped"],
    effects: ["give_money_back"],
    counter: "shipments",
  } as const

  it("says what has to be true and what follows", () => {
    expect(needsWords(row)).toBe("payment is captured or partially refunded; paid; everything shipped")
    expect(needsWords({ ...row, when: {}, guards: [] }, { review: ["none", "approved"] })).toBe(
      "started only while review is none or approved",
    )
    expect(thenWords(row)).toBe("give money back; counts shipments")
    expect(thenWords({ ...row, noop: true })).toBe("changes nothing")
  })

  it("is found by its states, its event and its title, with or without underscores", () => {
    const found = ["partially ful", "partially_ful", "SHIPMENT.c", "in part", ""].map((typed) =>
      rowFits(row, "Shipped in part", typed),
    )
    expect(found).toEqual([true, true, true, true, true])
    expect(rowFits(row, "Shipped in part", "refund")).toBe(false)
  })
})

import { describe, expect, it } from "@jest/globals"
import { formatTable } from "./table"

describe("formatTable", () => {
  it("puts names to the left and figures to the right, and draws a rule for an empty row", () => {
    const table = formatTable(["ms", "vanilla", "ours"], [["create cart", "62", "61.5"], [], ["whole", "1215", "9"]])
    expect(table.split("\n")).toEqual([
      "ms           vanilla  ours",
      "──────────────────────────",
      "create cart       62  61.5",
      "──────────────────────────",
      "whole           1215     9",
    ])
  })

  it("leaves cells that are missing empty, without spaces at the end", () => {
    expect(formatTable(["a", "b"], [["x"]]).split("\n")[2]).toBe("x")
  })
})

import { describe, expect, it } from "@jest/globals"
import { differenceTable, historyTable, statesTable } from "./orders-table"

const broken = { orderId: "order_1", kind: "log_broken", found: "line 2 is missing", expected: "A log that fits." }
const plain = { asOf: undefined, seconds: 1.25 }

describe("differenceTable", () => {
  it("says in one line that the logs of 3 orders say what is kept", () => {
    expect(differenceTable({ orders: 3, transitions: 30, differences: [] }, plain)).toBe(
      "3 orders, 30 transitions in 1.3 s: the logs say what is kept.",
    )
  })

  it("says of an instant only that the logs fit, and of 0 orders that there is nothing", () => {
    const then = { asOf: "2026-03-01T12:00:00.000Z", seconds: 0 }
    expect(differenceTable({ orders: 3, transitions: 9, differences: [] }, then)).toBe(
      "3 orders, 9 transitions in 0.0 s: every log fits, up to 2026-03-01T12:00:00.000Z.",
    )
    expect(differenceTable({ orders: 0, transitions: 0, differences: [] }, plain)).toMatch(/there is nothing to replay/)
  })

  it("names 1 difference with what was found and what was expected", () => {
    const lines = differenceTable({ orders: 3, transitions: 30, differences: [broken] }, plain).split("\n")
    expect(lines[0]).toBe("what        order    found              expected")
    expect(lines[1]).toBe("log_broken  order_1  line 2 is missing  A log that fits.")
    expect(lines.at(-1)).toMatch(/^1 difference in 3 orders, 30 transitions in 1\.3 s\. Nothing was changed/)
  })
})

describe("historyTable", () => {
  it("shows 2 moves of an order with who made them, and an arrow where the state changed", () => {
    const actor = { type: "provider", id: "stripe" }
    const at = "2026-03-01T12:00:00.000Z"
    const log = [
      { sequence: 1, at, event: "checkout.submitted", from: "cart", to: "pending_payment", actor },
      { sequence: 2, at, event: "capture.requested", from: "pending_payment", to: "pending_payment", actor },
    ]
    const axes = { order: "open", payment: "awaiting" }
    expect(historyTable({ order_id: "order_1", state: "pending_payment", as_of: at, axes, log }).split("\n")).toEqual([
      `order_1 was pending_payment at ${at} (order open, payment awaiting).`,
      "",
      `1  ${at}  checkout.submitted  cart → pending_payment  provider stripe`,
      `2  ${at}  capture.requested                           provider stripe`,
    ])
  })
})

describe("statesTable", () => {
  it("lists 2 states, the one with most orders first", () => {
    expect(statesTable({ canceled: 1, captured: 12 }, "2026-03-01T12:00:00.000Z")).toBe(
      "By their logs, at 2026-03-01T12:00:00.000Z:\n\ncaptured  12\ncanceled  1",
    )
  })
})

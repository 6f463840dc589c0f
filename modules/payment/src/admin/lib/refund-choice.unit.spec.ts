import { describe, expect, it } from "@jest/globals"
import type { RefundableLine } from "./ledger-types"
import { allOf, refundAsked, suggested, sumOf } from "./refund-choice"

const lines: readonly RefundableLine[] = [
  { ...named("ordli_1", "Mug"), quantity: 3, refunded_quantity: 1, shares_minor: ["333", "667"] },
  { ...named("ordli_2", "Plate"), quantity: 1, refunded_quantity: 1, shares_minor: [] },
  { ...named("ordsm_1", "Standard"), quantity: 1, refunded_quantity: 0, shares_minor: ["590"] },
]
function named(id: string, title: string) {
  return { id, title, kind: "item" as const, detail: null }
}
const typed = { chosen: {}, amount: null, reasonId: "", note: "" }
const about = { lines, left: 2000n, currency: "eur" }

describe("what is given back", () => {
  it("comes to what the chosen units cost after those before, and to nothing for none", () => {
    expect([sumOf(lines, {}), sumOf(lines, { ordli_1: 2, ordsm_1: 1 }), sumOf(lines, allOf(lines))]).toEqual([
      0n,
      1257n,
      1257n,
    ])
  })

  it("is all that is left as long as no line is chosen, and never more than that", () => {
    expect(suggested(lines, {}, 2000n, "eur")).toBe("20.00")
    expect(suggested(lines, allOf(lines), 1000n, "eur")).toBe("10.00")
  })

  it("is asked for by lines, with the amount that is shown", () => {
    expect(refundAsked("pay_1", { ...typed, chosen: { ordli_1: 1 }, note: " Chipped. " }, about)).toEqual({
      path: "/admin/payments/pay_1/refund-lines",
      body: { lines: [{ id: "ordli_1", quantity: 1 }], amount: 3.33, note: "Chipped." },
    })
  })

  it("is asked for as an amount alone without lines", () => {
    expect(refundAsked("pay_1", { ...typed, amount: "5", reasonId: "refr_1" }, about)).toEqual({
      path: "/admin/payments/pay_1/refund",
      body: { amount: 5, refund_reason_id: "refr_1" },
    })
  })

  it("is not asked for while the amount is none or too much", () => {
    for (const amount of ["", "x", "20.01"]) expect(refundAsked("pay_1", { ...typed, amount }, about)).toBeNull()
  })
})

import { describe, expect, it } from "@jest/globals"
import { amountLeft, asksAmount, asksPayment, asksUnits, draftOf, factsOf, unitsLeft } from "./event-form"
import type { EventOutlook, FactsShape, Lifecycle, LineUnits, Payment } from "./lifecycle-types"

const event = (name: string, facts: FactsShape): EventOutlook => ({
  event: name,
  title: name,
  axis: "payment",
  allowed: true,
  manual: true,
  facts,
  because: null,
})
const line = (id: string, units: Partial<LineUnits>): LineUnits => ({
  id,
  ordered: 3,
  allocated: 3,
  packed: 0,
  shipped: 0,
  delivered: 0,
  return_requested: 0,
  returned: 0,
  ...units,
})
const payment = (id: string, amounts: Partial<Payment>): Payment => ({
  id,
  authorized: "0",
  voided: "0",
  capture_requested: "0",
  captured: "0",
  refund_requested: "0",
  refunded: "0",
  ...amounts,
})
const sum = (payments: readonly Payment[], kind: keyof Omit<Payment, "id">) =>
  payments.reduce((total, one) => total + BigInt(one[kind]), 0n).toString()

function order(payments: readonly Payment[], lines: readonly LineUnits[] = []): Lifecycle {
  const amounts = {
    authorized: sum(payments, "authorized"),
    voided: sum(payments, "voided"),
    capture_requested: sum(payments, "capture_requested"),
    captured: sum(payments, "captured"),
    refund_requested: sum(payments, "refund_requested"),
    refunded: sum(payments, "refunded"),
    disputed: "700",
  }
  const parts: Partial<Lifecycle> = { currency_code: "eur", total: "10000", payments, lines, amounts }
  return parts as Lifecycle
}

const captured = event("payment.captured", "amount")
const refund = event("refund.partial", "amount")
const TWO = [
  payment("pay_1", { authorized: "6000", captured: "6000", refunded: "1000" }),
  payment("pay_2", { authorized: "4000", captured: "1000" }),
]

describe("the form of an event by hand", () => {
  it("opens a capture with the 60.00 that are authorized and not captured", () => {
    const draft = draftOf(captured, order([payment("pay_1", { authorized: "10000", captured: "4000" })]))
    expect(draft).toEqual({ payment: "pay_1", amount: "60.00", units: {} })
  })

  it("opens a capture without an authorization, such as a bank transfer, with the order's total of 100.00", () => {
    expect(draftOf(captured, order([]))).toEqual({ payment: "", amount: "100.00", units: {} })
    expect(factsOf(captured, order([]), draftOf(captured, order([])))).toEqual({ facts: { amount: "10000" } })
  })

  it("opens an authorization with what it does not cover yet, on top of what it does", () => {
    const authorized = event("payment.authorized", "amount")
    expect(amountLeft(authorized, order([payment("pay_1", { authorized: "2500" })]), "pay_1")).toBe(10000n)
    expect(amountLeft(authorized, order(TWO), "pay_2")).toBe(4000n)
  })

  it("opens a refund of 2 payments with the 60.00 left of both, and of 1 of them with its own 50.00", () => {
    expect(draftOf(refund, order(TWO))).toMatchObject({ payment: "", amount: "60.00" })
    expect(amountLeft(refund, order(TWO), "pay_1")).toBe(5000n)
    expect(asksPayment(refund, order(TWO))).toBe(true)
    expect(asksPayment(refund, order(TWO.slice(0, 1)))).toBe(false)
  })

  it("sends the amount in minor units and the payment it is of", () => {
    expect(factsOf(refund, order(TWO), { payment: "pay_2", amount: "2.5", units: {} })).toEqual({
      facts: { amount: "250", payment: "pay_2" },
    })
  })

  it("says what to type instead of an amount with 3 decimals of a cent currency", () => {
    expect(factsOf(refund, order(TWO), { payment: "", amount: "2.555", units: {} })).toEqual({
      problem: "Type an amount such as 12.50.",
    })
  })

  it("asks no amount where all that is left is taken: a full refund, a void", () => {
    const whole = ["refund.full", "payment.voided", "payment.expired"].map((name) => event(name, "amount"))
    expect(whole.map(asksAmount)).toEqual([false, false, false])
    expect(factsOf(whole[0]!, order(TWO), draftOf(whole[0]!, order(TWO)))).toEqual({ facts: {} })
    expect(amountLeft(whole[0]!, order(TWO), "")).toBe(6000n)
  })

  it("sends a dispute without an amount when none is known, and closes one with the 7.00 that are disputed", () => {
    const notice = event("chargeback.notice", "dispute")
    expect(factsOf(notice, order(TWO), draftOf(notice, order(TWO)))).toEqual({ facts: {} })
    const won = event("chargeback.won", "dispute")
    expect(factsOf(won, order(TWO), draftOf(won, order(TWO)))).toEqual({ facts: { amount: "700" } })
  })

  it("opens a shipment with the units of each line that have not left, and leaves out lines without any", () => {
    const shipped = event("shipment.created", "lines")
    const lines = [
      line("mug", { shipped: 1 }),
      line("shirt", { shipped: 3 }),
      line("flour", { allocated: 0.3, shipped: 0.1 }),
    ]
    const placed = order([], lines)
    expect(unitsLeft(shipped, placed)).toEqual([
      { id: "mug", left: 2 },
      { id: "flour", left: 0.2 },
    ])
    expect(factsOf(shipped, placed, { ...draftOf(shipped, placed), units: { mug: "1", flour: "" } })).toEqual({
      facts: { lines: { mug: 1 } },
    })
  })

  it("asks for at least 1 unit, and for numbers", () => {
    const delivered = event("shipment.delivered", "lines")
    const read = (mug: string) => factsOf(delivered, order([], []), { payment: "", amount: "", units: { mug } })
    expect(read("0")).toEqual({ problem: "Name at least one unit." })
    expect(read("-1")).toEqual({ problem: "Type units as numbers." })
    expect(asksUnits(delivered)).toBe(true)
    expect(asksUnits(event("shipment.completed", "lines"))).toBe(false)
  })

  it("sends nothing with an event that says nothing beside its name", () => {
    const canceled = event("order.canceled", "none")
    expect(factsOf(canceled, order(TWO), draftOf(canceled, order(TWO)))).toEqual({ facts: {} })
  })
})

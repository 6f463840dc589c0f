import { describe, expect, it } from "@jest/globals"
import { machineOf, move, PLACED, SUBMITTED, told, type Told } from "./__fixtures__/told-order"
import { OrderMachine } from "./decide"
import type { Machine } from "./machine"
import { orderTables } from "./order-machine"

const machine = machineOf()
const AUTHORIZED: readonly Told[] = [SUBMITTED, "payment.authorized"]
const CAPTURED: readonly Told[] = [...AUTHORIZED, "payment.captured"]
const PART: Told = ["shipment.created", { lines: { bowl: 1 } }]

const mayStart = (state: ReturnType<typeof told>, event: string) => machine.refusalOf(state, event) === null
const ALLOWED = ["order.canceled", "payment.voided"]
const HELD = ["payment.captured", "fulfillment.created", "shipment.created", "shipment.completed"]

describe("a review", () => {
  it("that is open changes no published state", () => {
    for (const before of [AUTHORIZED, CAPTURED, [...CAPTURED, PART]]) {
      const state = told(machine, ...before)
      const opened = move(machine, state, "review.opened")
      expect([opened.from, opened.after.axes.review]).toEqual([opened.to, "open"])
    }
  })

  it("holds back 4 events of an authorized or captured order, and neither its cancelation nor a void", () => {
    const shipping = machineOf("at_shipment")
    const open = told(shipping, ...AUTHORIZED, "review.opened")
    expect(HELD.filter((event) => shipping.refusalOf(open, event) === null)).toEqual([])
    expect(ALLOWED.filter((event) => shipping.refusalOf(open, event) === null)).toEqual(ALLOWED)
    expect(HELD.slice(1).filter((event) => mayStart(told(machine, ...CAPTURED, "review.opened"), event))).toEqual([])
  })

  it("says what to do about it", () => {
    expect(machine.refusalOf(told(machine, ...AUTHORIZED, "review.opened"), "payment.captured")).toMatchObject({
      code: "order_event_not_allowed",
      message: "An order that is authorized does not accept payment.captured: its review is open.",
      nextStep: "Approve the review, or reject it.",
    })
    expect(machine.refusalToStart(told(machine, ...AUTHORIZED), "payment.captured")).toBeNull()
  })

  it("does not keep a capture that a provider made all the same from being told", () => {
    const captured = told(machine, ...AUTHORIZED, "review.opened", "payment.captured")
    expect([machine.published(captured), captured.axes.review]).toEqual(["captured", "open"])
  })

  it("approved lets the order go on, and may be opened again", () => {
    const approved = told(machine, ...AUTHORIZED, "review.opened", "review.approved")
    expect(mayStart(approved, "payment.captured")).toBe(true)
    expect(told(machine, ...AUTHORIZED, "review.opened", "review.approved", "review.opened").axes.review).toBe("open")
  })

  it("rejected has the order canceled, and holds it back until then", () => {
    const open = told(machine, ...AUTHORIZED, "review.opened")
    const rejected = move(machine, open, "review.rejected")
    expect(rejected.effects).toEqual(["cancel_rejected"])
    expect(HELD.filter((event) => mayStart(rejected.after, event))).toEqual([])
    expect(mayStart(rejected.after, "order.canceled")).toBe(true)
    expect(machine.refusalOf(rejected.after, "payment.captured")?.nextStep).toContain("Open the review again")
  })

  it("rejected with 1 of 3 units away cancels nothing: somebody has to take it back first", () => {
    const rejected = move(machine, told(machine, ...CAPTURED, PART, "review.opened"), "review.rejected")
    expect([rejected.effects, rejected.after.axes.review]).toEqual([[], "rejected"])
    expect(mayStart(rejected.after, "shipment.completed")).toBe(false)
    expect(told(machine, ...CAPTURED, PART, "review.opened", "review.rejected", "review.opened").axes.review).toBe(
      "open",
    )
  })

  it.each([
    ["reject", "rejected", ["cancel_rejected"]],
    ["approve", "approved", []],
  ] as const)("that nobody decides ends as the shop says: %s", (policy, state, effects) => {
    const by = machineOf("before_shipment", policy)
    const over = move(by, told(by, ...AUTHORIZED, "review.opened"), "review.timed_out")
    expect([over.after.axes.review, over.effects]).toEqual([state, effects])
  })

  it("that was decided in time is not over again", () => {
    const approved = told(machine, ...AUTHORIZED, "review.opened", "review.approved")
    expect(move(machine, approved, "review.timed_out").noop).toBe(true)
    expect(move(machine, told(machine, ...AUTHORIZED, "review.opened"), "review.opened").noop).toBe(true)
  })

  it("of an order that was canceled meanwhile is decided without another cancelation", () => {
    const canceled = told(machine, ...AUTHORIZED, "review.opened", "order.canceled")
    expect(move(machine, canceled, "review.rejected").effects).toEqual([])
  })
})

describe("an order that began before there were reviews", () => {
  const { axes, initial, events, rows, ...rest } = orderTables("before_shipment")
  const without = <T extends object>(record: T): T => {
    const { review: _, ...others } = record as T & { review?: unknown }
    return others as T
  }
  /** The tables as the first edition had them, as far as reviews and what was let go are concerned. */
  const first: Machine = {
    version: "first",
    ...rest,
    axes: without(axes),
    initial: without(initial),
    events: events.filter(({ axis }) => axis !== "review").map(({ startWhen: _, applies: __, ...kind }) => kind),
    rows: rows
      .filter(({ axis }) => axis !== "review")
      .map(({ when, ...row }) => ({ ...row, ...(when && { when: without(when) }) })),
  }
  const old = new OrderMachine(first)

  it("goes on under its own tables, from placed to shipped, and knows none of the 4 new events", () => {
    const shipped = told(old, ...CAPTURED, "shipment.completed")
    expect([old.published(shipped), shipped.axes.review]).toEqual(["fulfilled", undefined])
    expect(old.decide(told(old, SUBMITTED), "review.opened")).toMatchObject({ code: "order_event_unknown" })
    expect(old.outlook(told(old, SUBMITTED)).some(({ kind }) => kind.axis === "review")).toBe(false)
  })

  it("keeps nothing of an authorization that it let go, as its log says", () => {
    const voided = told(old, ["checkout.submitted", PLACED], "payment.authorized", "payment.voided")
    expect(voided.payments).toMatchObject({ payment: { authorized: 0n, voided: 0n } })
  })
})

import { describe, expect, it } from "@jest/globals"
import { machineOf, move, PLACED, SUBMITTED, told, type Told } from "./__fixtures__/told-order"
import { MOST_PASSES } from "./decide"
import { amountOf, newOrder } from "./order-state"

const machine = machineOf()
const atShipment = machineOf("at_shipment")

const CAPTURED: readonly Told[] = [SUBMITTED, "payment.authorized", "payment.captured"]
const PART: Told = ["shipment.created", { lines: { bowl: 1 } }]
const FULFILLED: readonly Told[] = [...CAPTURED, "shipment.completed"]

const publishedAfter = (...events: readonly Told[]) => machine.published(told(machine, ...events))
const refusedAfter = (events: readonly Told[], event: string, facts = {}) => {
  const decided = machine.decide(told(machine, ...events), event, facts)
  return decided.ok ? decided.value : decided.code
}

describe("the published table", () => {
  it.each<[string, readonly Told[], Told, string]>([
    ["cart", [], SUBMITTED, "pending_payment"],
    ["pending_payment", [SUBMITTED], "payment.authorized", "authorized"],
    ["pending_payment", [SUBMITTED], "payment.declined", "canceled"],
    ["authorized", [SUBMITTED, "payment.authorized"], "payment.captured", "captured"],
    ["authorized", [SUBMITTED, "payment.authorized"], "order.canceled", "canceled"],
    ["captured", CAPTURED, PART, "partially_fulfilled"],
    ["partially_fulfilled", [...CAPTURED, PART], "shipment.completed", "fulfilled"],
    ["captured", CAPTURED, ["refund.partial", { amount: 300n }], "partially_refunded"],
    ["fulfilled", FULFILLED, "rma.completed", "returned"],
    ["captured", CAPTURED, "chargeback.notice", "disputed"],
    ["disputed", [...CAPTURED, "chargeback.notice"], "chargeback.lost", "chargeback"],
  ])("leads from %s (after %j) by %j to %s", (from, before, event, to) => {
    expect(move(machine, told(machine, ...before), event)).toMatchObject({ from, to, noop: false })
  })

  it("takes a chargeback notice in each of the 10 published states of a placed order", () => {
    const journeys: readonly (readonly Told[])[] = [
      [SUBMITTED],
      [SUBMITTED, "payment.authorized"],
      CAPTURED,
      [...CAPTURED, PART],
      FULFILLED,
      [...CAPTURED, ["refund.partial", { amount: 1n }]],
      [...CAPTURED, "refund.full"],
      [SUBMITTED, "payment.declined"],
      [...FULFILLED, "rma.completed"],
      [...CAPTURED, "chargeback.notice", "chargeback.lost"],
    ]
    const states = journeys.map((events) => publishedAfter(...events))
    expect(new Set(states).size).toBe(10)
    expect(journeys.map((events) => publishedAfter(...events, "chargeback.notice"))).toEqual(
      Array.from({ length: 10 }, () => "disputed"),
    )
  })
})

describe("money", () => {
  it("is refunded in full from captured", () => {
    expect(publishedAfter(...CAPTURED, "refund.full")).toBe("refunded")
  })

  it("is refunded in full by two parts", () => {
    const half: Told = ["refund.partial", { amount: 500n }]
    expect(publishedAfter(...CAPTURED, half)).toBe("partially_refunded")
    expect(publishedAfter(...CAPTURED, half, half)).toBe("refunded")
  })

  it("that is missing may come by another payment, and by no other once it is all there", () => {
    const part = told(machine, SUBMITTED, ["payment.captured", { payment: "bank_1", amount: 400n }])
    expect(machine.refusalOf(part, "payment.captured")).toBeNull()
    const paid = move(machine, part, ["payment.captured", { payment: "bank_2", amount: 600n }]).after
    expect(machine.published(paid)).toBe("captured")
    expect(machine.refusalOf(paid, "payment.captured")?.code).toBe("order_event_facts_do_not_fit")
    expect(machine.refusalOf(part, "refund.full")).toBeNull()
  })

  it("is not refunded beyond the 1000 captured", () => {
    expect(refusedAfter(CAPTURED, "refund.partial", { amount: 1001n })).toBe("order_event_facts_do_not_fit")
  })

  it("captured in part leaves the order authorized until the rest is captured", () => {
    const part: Told = ["payment.captured", { amount: 400n }]
    expect(publishedAfter(SUBMITTED, "payment.authorized", part)).toBe("authorized")
    expect(publishedAfter(SUBMITTED, "payment.authorized", part, "payment.captured")).toBe("captured")
  })

  it("authorized and then voided or expired leaves the order waiting for a payment", () => {
    for (const end of ["payment.voided", "payment.expired"]) {
      expect(publishedAfter(SUBMITTED, "payment.authorized", end)).toBe("pending_payment")
      expect(publishedAfter(SUBMITTED, "payment.authorized", end, "payment.authorized")).toBe("authorized")
    }
  })

  it("of one voided payment of two keeps the 400 that the other still authorizes", () => {
    const state = told(
      machine,
      SUBMITTED,
      ["payment.authorized", { payment: "a", amount: 600n }],
      ["payment.authorized", { payment: "b", amount: 400n }],
      ["payment.voided", { payment: "a" }],
    )
    expect(state.axes.payment).toBe("partially_authorized")
    expect(amountOf(state, "authorized")).toBe(400n)
  })

  it("of two payments is captured only from one that is named", () => {
    const two: readonly Told[] = [
      SUBMITTED,
      ["payment.authorized", { payment: "a", amount: 600n }],
      ["payment.authorized", { payment: "b", amount: 400n }],
    ]
    expect(refusedAfter(two, "payment.captured")).toBe("order_event_facts_do_not_fit")
    expect(machine.refusalOf(told(machine, ...two), "payment.captured")).toBeNull()
    expect(publishedAfter(...two, ["payment.captured", { payment: "a" }], ["payment.captured", { payment: "b" }])).toBe(
      "captured",
    )
  })

  it("that a late failure takes away again is owed again", () => {
    const state = told(machine, ...FULFILLED, "payment.capture_failed")
    expect(state.axes).toMatchObject({ payment: "authorized", fulfillment: "fulfilled" })
    expect(publishedAfter(...CAPTURED, "payment.capture_failed")).toBe("authorized")
  })

  it("authorized or captured for a canceled order is given back and does not revive it", () => {
    for (const late of ["payment.authorized", "payment.captured"]) {
      expect(move(machine, told(machine, SUBMITTED, "order.canceled"), late)).toMatchObject({
        to: "canceled",
        effects: ["give_money_back"],
      })
    }
  })

  it("authorized in part when another payment is declined is given back with the order", () => {
    const part: Told = ["payment.authorized", { payment: "card", amount: 400n }]
    const declined = move(machine, told(machine, SUBMITTED, part), "payment.declined")
    expect(declined.effects).toEqual(["give_money_back", "cancel_order"])
    expect(move(machine, declined.after, ["payment.voided", { payment: "card" }]).after.axes.payment).toBe("voided")
  })

  it("declined by an earlier attempt changes nothing once another attempt authorized it", () => {
    const declined = move(machine, told(machine, SUBMITTED, "payment.authorized"), "payment.declined")
    expect(declined).toMatchObject({ noop: true, to: "authorized", effects: [] })
  })

  it("requested is kept apart from money confirmed", () => {
    const state = told(machine, SUBMITTED, "payment.authorized", ["capture.requested", { amount: 700n }])
    expect(amountOf(state, "captureRequested")).toBe(700n)
    expect(amountOf(state, "captured")).toBe(0n)
    expect(machine.decide(state, "capture.requested", { amount: 301n })).toMatchObject({ ok: false })
    expect(amountOf(move(machine, state, ["payment.captured", { amount: 700n }]).after, "captureRequested")).toBe(0n)
    expect(amountOf(move(machine, state, "capture.failed").after, "captureRequested")).toBe(0n)
  })
})

describe("cancelation", () => {
  it("after capture is refused until the money is refunded", () => {
    const refused = machine.decide(told(machine, ...CAPTURED), "order.canceled")
    expect(refused).toMatchObject({ ok: false, code: "order_guard_failed", guard: "no_money_kept" })
    expect(refused).toMatchObject({ allowed: expect.arrayContaining(["refund.full", "shipment.created"]) })
    expect(publishedAfter(...CAPTURED, "refund.full", "order.canceled")).toBe("canceled")
  })

  it("frees 3 units that were allocated", () => {
    const { lines, axes } = told(machine, SUBMITTED, "order.canceled")
    expect(Object.values(lines).map((line) => line.allocated)).toEqual([0, 0])
    expect(axes.fulfillment).toBe("released")
  })

  it("is refused while 1 unit is with the shopper, whatever was refunded", () => {
    expect(refusedAfter([...CAPTURED, PART, "refund.full"], "order.canceled")).toBe("order_guard_failed")
  })

  it("said twice changes nothing the second time", () => {
    expect(refusedAfter([SUBMITTED, "order.canceled"], "order.canceled")).toMatchObject({ noop: true, to: "canceled" })
  })

  it("that the host took back allocates the 3 units again", () => {
    const state = told(machine, SUBMITTED, "order.canceled", "order.reinstated")
    expect(state.axes).toMatchObject({ order: "open", fulfillment: "allocated" })
    expect(Object.values(state.lines).map((line) => line.allocated)).toEqual([2, 1])
  })

  it("by a declined payment is not taken back because the host has not heard of it", () => {
    expect(refusedAfter([SUBMITTED, "payment.declined"], "order.reinstated")).toBe("order_event_not_allowed")
  })
})

describe("shipment", () => {
  it("of everything at once leads from captured to fulfilled", () => {
    for (const event of ["shipment.created", "shipment.completed"]) {
      expect(publishedAfter(...CAPTURED, event)).toBe("fulfilled")
    }
  })

  it("waits for the capture when the shop takes the money before shipment", () => {
    expect(refusedAfter([SUBMITTED, "payment.authorized"], "shipment.created")).toBe("order_event_not_allowed")
  })

  it("comes before the capture when the shop takes the money at shipment", () => {
    const shipped = told(atShipment, SUBMITTED, "payment.authorized", "shipment.completed")
    expect(atShipment.published(shipped)).toBe("fulfilled")
    expect(move(atShipment, shipped, "payment.captured").after.axes).toMatchObject({ payment: "captured" })
  })

  it("of an order that is half refunded loses neither fact", () => {
    const state = told(machine, ...CAPTURED, ["refund.partial", { amount: 500n }], PART)
    expect(state.axes).toMatchObject({ payment: "partially_refunded", fulfillment: "partially_fulfilled" })
  })

  it("of the last part has to name all of it to complete the order", () => {
    expect(refusedAfter([...CAPTURED, PART], "shipment.completed", { lines: { mugs: 1 } })).toBe("order_guard_failed")
  })

  it("of 3 mugs where 2 are allocated is refused", () => {
    expect(refusedAfter(CAPTURED, "shipment.created", { lines: { mugs: 3 } })).toBe("order_event_facts_do_not_fit")
  })
})

describe("returns", () => {
  it("of 1 of 3 units leave the order fulfilled until the other 2 are back", () => {
    const part: Told = ["rma.received", { lines: { mugs: 1 } }]
    expect(publishedAfter(...FULFILLED, part)).toBe("fulfilled")
    expect(told(machine, ...FULFILLED, part).axes.return).toBe("partially_returned")
    expect(publishedAfter(...FULFILLED, part, "rma.completed")).toBe("returned")
  })

  it("that are called off leave no trace in the axis", () => {
    expect(told(machine, ...FULFILLED, "rma.requested", "rma.canceled").axes.return).toBe("none")
  })

  it("keep their units from a shipment that is taken back", () => {
    const returned: readonly Told[] = [...FULFILLED, ["rma.received", { lines: { mugs: 1 } }]]
    expect(refusedAfter(returned, "shipment.canceled", { lines: { mugs: 2 } })).toBe("order_event_facts_do_not_fit")
  })
})

describe("disputes", () => {
  it.each<[string, readonly Told[]]>([
    ["captured", CAPTURED],
    ["partially_fulfilled", [...CAPTURED, PART]],
    ["fulfilled", FULFILLED],
    ["partially_refunded", [...CAPTURED, ["refund.partial", { amount: 300n }]]],
    ["canceled", [SUBMITTED, "payment.declined"]],
  ])("won lead back to %s", (state, before) => {
    expect(publishedAfter(...before, "chargeback.notice", "chargeback.won")).toBe(state)
  })

  it("hold back refund, shipment and cancelation while they are open", () => {
    const open = told(machine, ...CAPTURED, "chargeback.notice")
    for (const event of ["refund.full", "refund.partial", "shipment.created", "order.canceled"]) {
      expect(machine.refusalOf(open, event)?.code).toBe("order_event_not_allowed")
      expect(machine.attempt(open, event).ok).toBe(false)
    }
  })

  it("do not undo the 400 that were on their way back before, and no more than those are told", () => {
    const before: readonly Told[] = [...CAPTURED, ["refund.requested", { amount: 400n }], "chargeback.notice"]
    expect(refusedAfter(before, "refund.partial", { amount: 401n })).toBe("order_guard_failed")
    const after = told(machine, ...before, ["refund.partial", { amount: 400n }])
    expect([amountOf(after, "refunded"), amountOf(after, "refundRequested")]).toEqual([400n, 0n])
    expect(machine.published(after)).toBe("disputed")
  })

  it("stay open until the second of 2 is decided", () => {
    const both: readonly Told[] = [...CAPTURED, "chargeback.notice", "chargeback.notice"]
    expect(publishedAfter(...both, "chargeback.lost")).toBe("disputed")
    expect(publishedAfter(...both, "chargeback.lost", "chargeback.won")).toBe("chargeback")
  })

  it("lost before anything shipped is not canceled: the host would give the money back a second time", () => {
    expect(refusedAfter([...CAPTURED, "chargeback.notice", "chargeback.lost"], "order.canceled")).toBe(
      "order_guard_failed",
    )
  })
})

describe("edits, exchanges, drafts and free orders", () => {
  const dearer: Told = ["order.edited", { ...PLACED, total: 1500n, lines: { mugs: 2, bowl: 2 } }]

  it("that raise 1000 to 1500 leave an order captured in part", () => {
    expect(told(machine, ...CAPTURED, dearer).axes.payment).toBe("partially_captured")
  })

  it("that add a line to a fulfilled order, as an exchange does, leave it partially fulfilled", () => {
    expect(publishedAfter(...FULFILLED, dearer)).toBe("partially_fulfilled")
  })

  it("that take away what is packed are refused", () => {
    const packed: readonly Told[] = [...CAPTURED, ["fulfillment.created", { lines: { mugs: 2 } }]]
    expect(refusedAfter(packed, "order.edited", { ...PLACED, lines: { mugs: 1 } })).toBe("order_event_facts_do_not_fit")
  })

  it("down to 0 leave nothing to pay, and back up leave the order waiting", () => {
    const free: Told = ["order.edited", { ...PLACED, total: 0n }]
    expect(told(machine, SUBMITTED, free).axes.payment).toBe("not_required")
    expect(told(machine, SUBMITTED, free, dearer).axes.payment).toBe("awaiting")
  })

  it("of drafts keep the order a cart until it is placed or deleted", () => {
    expect(publishedAfter(["draft.created", PLACED], ["draft.updated", PLACED])).toBe("cart")
    expect(publishedAfter(["draft.created", PLACED], SUBMITTED)).toBe("pending_payment")
    expect(publishedAfter(["draft.created", PLACED], "draft.deleted")).toBe("canceled")
  })

  it("of 0 to pay make an order that ships at once", () => {
    const free: Told = ["checkout.submitted", { ...PLACED, total: 0n }]
    expect(publishedAfter(free)).toBe("captured")
    expect(publishedAfter(free, "shipment.completed")).toBe("fulfilled")
    expect(publishedAfter(free, "order.canceled")).toBe("canceled")
  })
})

describe("what cannot be", () => {
  it("is an event of another name", () => {
    expect(machine.decide(newOrder(machine.tables), "order.exploded")).toMatchObject({ code: "order_event_unknown" })
  })

  it(`is an order edited more than ${MOST_PASSES} times`, () => {
    const state = { ...told(machine, SUBMITTED), counters: { edits: MOST_PASSES } }
    expect(machine.decide(state, "order.edited", PLACED)).toMatchObject({ code: "order_loop_refused" })
  })

  it("is a refusal without the events that are allowed", () => {
    expect(machine.decide(newOrder(machine.tables), "payment.captured")).toMatchObject({
      ok: false,
      allowed: ["draft.created", "checkout.submitted"],
    })
  })
})

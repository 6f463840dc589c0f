import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { machineOf, move, SUBMITTED, told } from "./__fixtures__/told-order"
import { whatHappened, type ObservedOrder } from "./observed-order"
import { amountOf, type OrderState } from "./order-state"

const machine = machineOf()
type Seen = ObservedOrder["payments"][string]

const NOTHING: Seen = {
  amount: 1000n,
  captured: 0n,
  captureRequested: 0n,
  refunded: 0n,
  refundRequested: 0n,
  canceled: false,
}
const record = (payment: Partial<Seen>, more: Partial<ObservedOrder> = {}): ObservedOrder => ({
  currency: "eur",
  status: "pending",
  isDraft: false,
  canceled: false,
  deleted: false,
  cancelDue: false,
  total: 1000n,
  lines: Object.fromEntries(
    Object.entries({ mugs: 2, bowl: 1 }).map(([id, ordered]) => [
      id,
      { ordered, packed: 0, shipped: 0, delivered: 0, returnRequested: 0, returned: 0 },
    ]),
  ),
  payments: { payment: { ...NOTHING, ...payment } },
  ...more,
})
const authorized = told(machine, SUBMITTED, "payment.authorized")

/** The order after the host's record was looked at; everything that is found has to be accepted. */
const after = (state: OrderState, seen: ObservedOrder): OrderState =>
  whatHappened(state, seen).reduce((was, { event, facts }) => move(machine, was, [event, facts]).after, state)
const events = (state: OrderState, seen: ObservedOrder) => whatHappened(state, seen).map(({ event }) => event)
const amounts = (state: OrderState) =>
  (["captured", "captureRequested", "refunded", "refundRequested"] as const).map((kind) => amountOf(state, kind))

describe("a capture that a provider has only taken on", () => {
  const requested = record({ captureRequested: 1000n })

  it("is requested and not captured: the order is not paid, and nothing of it may be packed", () => {
    const state = after(authorized, requested)
    expect([events(authorized, requested), amounts(state)]).toEqual([["capture.requested"], [0n, 1000n, 0n, 0n]])
    expect(machine.published(state)).toBe("authorized")
    expect(machine.refusalOf(state, "fulfillment.created")).not.toBeNull()
    expect(whatHappened(state, requested)).toEqual([])
  })

  it("is captured when it is confirmed, and not asked for any more", () => {
    const state = after(authorized, requested)
    const confirmed = record({ captured: 1000n })
    expect(events(state, confirmed)).toEqual(["payment.captured"])
    expect(amounts(after(state, confirmed))).toEqual([1000n, 0n, 0n, 0n])
  })

  it("has failed when its row is gone, and may be asked for again", () => {
    const state = after(authorized, requested)
    expect(events(state, record({}))).toEqual(["capture.failed"])
    expect(amounts(after(after(state, record({})), requested))).toEqual([0n, 1000n, 0n, 0n])
  })

  it("beside 300 that are captured is told apart from them, seen at once or one after the other", () => {
    const both = record({ captured: 300n, captureRequested: 700n })
    expect(amounts(after(authorized, both))).toEqual([300n, 700n, 0n, 0n])
    expect(amounts(after(after(authorized, requested), both))).toEqual([300n, 700n, 0n, 0n])
  })
})

describe("a refund that a provider has only taken on", () => {
  const captured = after(authorized, record({ captured: 1000n }))
  const requested = record({ captured: 1000n, refundRequested: 1000n })

  it("is requested and not refunded, and no second one may be asked for", () => {
    const state = after(captured, requested)
    expect(events(captured, requested)).toEqual(["refund.requested"])
    expect([machine.published(state), ...amounts(state)]).toEqual(["captured", 1000n, 0n, 0n, 1000n])
  })

  it("is refunded when it is confirmed, and given up when its row is gone", () => {
    const state = after(captured, requested)
    expect(events(state, record({ captured: 1000n, refunded: 1000n }))).toEqual(["refund.full"])
    expect(events(state, record({ captured: 1000n }))).toEqual(["refund.rejected"])
  })

  it("is enough for the host to cancel the order, whose money is on its way back", () => {
    const canceled = record({ captured: 1000n, refundRequested: 1000n }, { canceled: true, status: "canceled" })
    expect(events(captured, canceled)).toEqual(["refund.requested", "order.canceled"])
    expect(machine.published(after(captured, canceled))).toBe("canceled")
  })
})

describe("an authorization that ran out here, and of which the host has not heard", () => {
  it("is not told again with the next look at the host's record", () => {
    const expired = told(machine, SUBMITTED, "payment.authorized", "payment.expired")
    expect(whatHappened(expired, record({}))).toEqual([])
  })

  it("is let go as far as nothing was asked of it, when the host gives the payment up", () => {
    const state = after(authorized, record({ captureRequested: 400n }))
    const given = record({ captureRequested: 400n, canceled: true })
    expect(events(state, given)).toEqual(["payment.voided"])
    const left = after(state, given).payments["payment"]
    expect(left).toMatchObject({ authorized: 400n, voided: 600n, captureRequested: 400n })
    expect(events(after(state, given), record({ canceled: true }))).toEqual(["capture.failed"])
  })
})

/** Rows of the host, each of which is asked for, confirmed or gone, in any order, with a look after any of the steps. */
const step = fc.record({
  kind: fc.constantFrom("capture" as const, "refund" as const),
  row: fc.integer({ min: 0, max: 2 }),
  becomes: fc.constantFrom("requested" as const, "confirmed" as const, "gone" as const),
  looked: fc.boolean(),
})
const AMOUNT = 300n

describe("rows that are asked for, confirmed and given up", () => {
  it("leave the order with their sums in 1,000 random histories, whenever somebody looked", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const rows: Record<"capture" | "refund", string[]> = { capture: [], refund: [] }
        const sum = (kind: "capture" | "refund", state: string) =>
          AMOUNT * BigInt(rows[kind].filter((one) => one === state).length)
        const seen = () =>
          record({
            captured: sum("capture", "confirmed"),
            captureRequested: sum("capture", "requested"),
            refunded: sum("refund", "confirmed"),
            refundRequested: sum("refund", "requested"),
          })
        let state = authorized
        for (const { kind, row, becomes, looked } of steps) {
          const before = rows[kind][row]
          rows[kind][row] = becomes
          // The host refunds no more than it captured, and a provider gives back nothing that it has not taken.
          if (sum("refund", "confirmed") + sum("refund", "requested") > sum("capture", "confirmed")) {
            rows[kind][row] = before ?? "gone"
          }
          if (looked) state = after(state, seen())
        }
        state = after(state, seen())
        expect(amounts(state)).toEqual([
          sum("capture", "confirmed"),
          sum("capture", "requested"),
          sum("refund", "confirmed"),
          sum("refund", "requested"),
        ])
        expect(whatHappened(state, seen())).toEqual([])
      }),
      { numRuns: 1_000, seed: 20261121 },
    )
  })
})

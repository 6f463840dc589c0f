import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { machineOf, move, SUBMITTED, told } from "./__fixtures__/told-order"
import { keyOf } from "./__fixtures__/walked-orders"
import type { OrderMachine } from "./decide"
import type { EventFacts } from "./event-facts"
import type { OrderState } from "./order-state"
import { settle, type WaitingEvent } from "./waiting-events"

const machine = machineOf()
const payment = "pay_1"
const said = (eventId: string, event: string, facts: EventFacts = {}): WaitingEvent => ({ eventId, event, facts })

describe("the waiting room", () => {
  const authorized = said("e1", "payment.authorized")
  const captured = said("e2", "payment.captured", { amount: 1000n })
  const refunded = said("e3", "refund.partial", { amount: 400n })

  it("takes 3 events that came in reverse", () => {
    const settled = settle(machine, told(machine, SUBMITTED), [refunded, captured, authorized])
    expect(settled.applied.map(({ waiting }) => waiting.eventId)).toEqual(["e2", "e3", "e1"])
    expect(settled.still).toEqual([])
    expect(settled.state.axes.payment).toBe("partially_refunded")
  })

  it("keeps 1 event for which nothing came yet, in its place", () => {
    const won = said("e4", "chargeback.won")
    const settled = settle(machine, told(machine, SUBMITTED), [won, refunded])
    expect(settled).toMatchObject({ applied: [], still: [won, refunded] })
  })

  it("takes an event that came 2 times once", () => {
    const settled = settle(machine, told(machine, SUBMITTED), [captured, refunded, refunded, captured])
    expect(settled.applied).toHaveLength(2)
    expect(settled.state.payments["payment"]).toMatchObject({ captured: 1000n, refunded: 400n })
  })

  it("takes what changes nothing, and says so", () => {
    const late = said("e5", "payment.declined")
    const { applied } = settle(machine, told(machine, SUBMITTED, "payment.authorized"), [late])
    expect(applied).toMatchObject([{ waiting: late, move: { noop: true } }])
  })
})

/** What one payment may go through, in the order in which it really happened. */
const history = fc
  .record({
    parts: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 3 }),
    refunds: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }),
    failedCapture: fc.boolean(),
    failedRefund: fc.boolean(),
    disputed: fc.boolean(),
    voided: fc.constantFrom(null, "payment.voided", "payment.expired"),
  })
  .map((plan) => {
    const events: WaitingEvent[] = []
    const tell = (event: string, amount?: number) =>
      events.push(
        said(`evt_${events.length}`, event, { payment, ...(amount !== undefined && { amount: BigInt(amount) }) }),
      )
    tell("payment.authorized", 1500)
    let left = 0
    for (const part of plan.parts) {
      tell("payment.captured", part)
      left += part
    }
    const [first] = plan.parts
    if (plan.failedCapture && first !== undefined) {
      tell("payment.capture_failed", first)
      left -= first
    }
    const refunds: number[] = []
    for (const amount of plan.refunds) {
      if (amount > left) continue
      tell("refund.partial", amount)
      refunds.push(amount)
      left -= amount
    }
    if (plan.failedRefund && refunds[0] !== undefined) tell("refund.failed", refunds[0])
    if (plan.disputed) {
      events.push(said("evt_notice", "chargeback.notice", { amount: 100n }))
      events.push(said("evt_won", "chargeback.won", { amount: 100n }))
    }
    // A capture that is told before its authorization and fails leaves what it had authorized itself, which is then let
    // go in place of the other.
    if (plan.voided && !plan.failedCapture) tell(plan.voided)
    return events
  })

/** Each of them at least once, some of them again, in any order. */
const delivered = history.chain((events) =>
  fc
    .tuple(fc.subarray(events), fc.constant(events))
    .chain(([again]) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }))
    .map((arrived) => ({ events, arrived })),
)

/** One webhook after the other, as a service does: an id that was taken before is not taken again. */
function deliver(by: OrderMachine, start: OrderState, arrived: readonly WaitingEvent[]) {
  const taken = new Set<string>()
  let waiting: readonly WaitingEvent[] = []
  let state = start
  for (const one of arrived) {
    if (taken.has(one.eventId)) continue
    const settled = settle(by, state, [...waiting, one])
    for (const { waiting: done } of settled.applied) taken.add(done.eventId)
    state = settled.state
    waiting = settled.still
  }
  return { key: keyOf(state), still: waiting.length }
}

describe.each(["before_shipment", "at_shipment"] as const)("the events of one payment, with capture %s", (policy) => {
  const by = machineOf(policy)
  const start = told(by, ["checkout.submitted", { currency: "eur", total: 1000n, lines: { mug: 1 } }])

  it("end in the same order in 1,000 shuffles, some of them told twice", () => {
    fc.assert(
      fc.property(delivered, ({ events, arrived }) => {
        expect(deliver(by, start, arrived)).toEqual(deliver(by, start, events))
      }),
      { numRuns: 1_000, seed: 20261121 },
    )
  })

  it("end in the same order before and after the order was placed", () => {
    fc.assert(
      fc.property(history, (events) => {
        const early = settle(by, told(by), [...events, said("evt_placed", "checkout.submitted", placedFacts)])
        expect(keyOf(early.state)).toBe(deliver(by, start, events).key)
      }),
      { numRuns: 200, seed: 20261121 },
    )
  })

  it("were all accepted, when they came as they happened", () => {
    fc.assert(
      fc.property(history, (events) => {
        const state = events.reduce((was, { event, facts }) => move(by, was, [event, facts]).after, start)
        expect(state.disputes.open).toBe(0)
      }),
      { numRuns: 200, seed: 20261121 },
    )
  })
})

const placedFacts: EventFacts = { currency: "eur", total: 1000n, lines: { mug: 1 } }

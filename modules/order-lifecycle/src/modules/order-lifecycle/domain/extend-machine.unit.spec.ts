import { expectDone } from "@holdfast/kernel"
import { describe, expect, it } from "@jest/globals"
import { SUBMITTED, told } from "./__fixtures__/told-order"
import { OrderMachine } from "./decide"
import { extendMachine, versionOf, type MachineExtension } from "./extend-machine"
import { answersToJson, FIRST_HASH, foldLog, hashOf, type LoggedTransition } from "./lifecycle-log"
import type { Row } from "./machine"
import { orderTables } from "./order-machine"
import { proveMachine } from "./prove-machine"

const OURS = orderTables("before_shipment")
const ship = OURS.rows.find(({ from, event }) => from === "allocated" && event === "shipment.completed")!

/** Nothing leaves before the customs papers are there. */
const CUSTOMS: MachineExtension = {
  name: "customs",
  events: [{ name: "customs.cleared", axis: "order", title: "Cleared by customs", facts: "none" }],
  rows: [
    { axis: "order", from: "open", event: "customs.cleared", to: "open", counter: "papers", guards: ["papers_in"] },
  ],
  guards: ["papers_in"],
}
const conflict = (...extensions: readonly MachineExtension[]) => {
  const extended = extendMachine(OURS, extensions)
  return extended.ok ? null : `${extended.code}: ${extended.message}`
}
const because = (name: string, what: string) =>
  `order_machine_extension_conflicts: The order machine cannot take the extension ${name}: ${what}.`

describe("an extension", () => {
  it("adds 1 event, 1 row and 1 guard to tables that still prove", () => {
    const extended = expectDone(extendMachine(OURS, [CUSTOMS]))
    expect(extended.events).toHaveLength(OURS.events.length + 1)
    expect(proveMachine({ version: "test", ...extended }, { guards: ["papers_in"] })).toEqual([])
  })

  it("comes before the row that was there, which still decides when its guard says no", () => {
    const held: Row = { ...ship, to: "allocated", counter: "holds", guards: ["nothing_to_pay"] }
    const machine = new OrderMachine({
      version: "test",
      ...expectDone(extendMachine(OURS, [{ name: "hold", rows: [held] }])),
    })
    const paid = told(machine, SUBMITTED, "payment.authorized", "payment.captured", "shipment.completed")
    expect(paid.axes.fulfillment).toBe("fulfilled")
  })

  it.each<[string, MachineExtension, string]>([
    [
      "an event of ours",
      { name: "x", events: [{ name: "order.edited", axis: "order", title: "", facts: "none" }] },
      "the event order.edited is there already",
    ],
    ["a guard of ours", { name: "x", guards: ["paid"] }, "the guard paid is there already"],
    ["a guard twice", { name: "x", guards: ["a", "a"] }, "the guard a is there already"],
    [
      "a row without a guard in the place of ours",
      { name: "x", rows: [{ axis: "order", from: "open", event: "order.canceled", to: "completed" }] },
      "The row order open + order.canceled -> completed has no guard, so the row to canceled would never be taken",
    ],
    [
      "a row with the guards of ours",
      { name: "x", rows: [{ ...ship, to: "allocated" }] },
      "The row fulfillment allocated + shipment.completed -> allocated and the row to fulfilled cannot be told apart",
    ],
    [
      "a state that is not one",
      { name: "x", rows: [{ axis: "order", from: "asleep", event: "order.canceled", to: "canceled" }] },
      "The row order asleep + order.canceled -> canceled names order asleep, which is not a state",
    ],
    [
      "an axis that is not one",
      { name: "x", rows: [{ axis: "mood" as "order", from: "open", event: "order.canceled", to: "canceled" }] },
      "The row mood open + order.canceled -> canceled names the axis mood; there are order, payment, fulfillment, return, dispute, review",
    ],
    [
      "a guard that it does not bring",
      { name: "x", rows: [{ ...ship, to: "allocated", guards: ["moon_is_full"] }] },
      "The row fulfillment allocated + shipment.completed -> allocated asks the guard moon_is_full, which nobody installed",
    ],
  ])("with %s is refused by its name", (_, extension, what) => {
    expect(conflict(extension)).toBe(because("x", what))
  })

  it("installed 2 times is refused", () => {
    expect(conflict({ name: "x" }, { name: "x" })).toBe(because("x", "it is installed twice"))
  })

  it("with the event of another extension is refused", () => {
    expect(conflict(CUSTOMS, { ...CUSTOMS, name: "douane" })).toBe(
      because("douane", "the event customs.cleared is there already"),
    )
  })
})

describe("the version of tables", () => {
  it("is a date and 8 digits, the same for the same content", () => {
    expect(versionOf(OURS)).toMatch(/^\d{4}-\d\d-\d\d\.[0-9a-f]{8}$/)
    expect(versionOf(orderTables("before_shipment"))).toBe(versionOf(OURS))
  })

  it("is another one for another policy, and with an extension", () => {
    const versions = [OURS, orderTables("at_shipment"), expectDone(extendMachine(OURS, [CUSTOMS]))].map(versionOf)
    expect(new Set(versions).size).toBe(3)
  })
})

describe("a guard of a plugin", () => {
  const machine = new OrderMachine({ version: "with_customs", ...expectDone(extendMachine(OURS, [CUSTOMS])) })
  const state = told(machine, SUBMITTED)
  const no = { code: "customs_papers_missing", message: "1 paper is missing.", nextStep: "Send it." }

  it("is named before its event is decided, and for no other event", () => {
    expect(machine.guardsToAsk(state, "customs.cleared")).toEqual(["papers_in"])
    expect(machine.guardsToAsk(state, "order.canceled")).toEqual([])
  })

  it("decides by its answer, with its own code", () => {
    expect(machine.decide(state, "customs.cleared", {}, { papers_in: null })).toMatchObject({ ok: true })
    expect(machine.decide(state, "customs.cleared", {}, { papers_in: no })).toMatchObject({
      ok: false,
      code: "customs_papers_missing",
      message: "customs.cleared: 1 paper is missing.",
      guard: "papers_in",
    })
  })

  it("that was not asked is no", () => {
    expect(machine.decide(state, "customs.cleared")).toMatchObject({ ok: false, code: "order_guard_unanswered" })
  })

  it("is not asked again by a replay of 2 lines, which carry its answer", () => {
    const log = [
      {
        event: "checkout.submitted",
        from: "cart",
        facts: { currency: "eur", total: "0", lines: { mug: 1 } },
        to: "captured",
      },
      {
        event: "customs.cleared",
        from: "captured",
        facts: {},
        to: "captured",
        answers: answersToJson({ papers_in: null }),
      },
    ].reduce<LoggedTransition[]>((lines, line, place) => {
      const said = {
        ...line,
        orderId: "order_1",
        sequence: place + 1,
        eventId: `e${place}`,
        noop: false,
        effects: [],
        actor: { type: "job", id: "test" } as const,
        links: {},
        machine: "with_customs",
        at: "2026-11-21T00:00:00.000Z",
      }
      return [...lines, { ...said, hash: hashOf(lines.at(-1)?.hash ?? FIRST_HASH, said) }]
    }, [])
    expect(log[1]!.answers).toEqual({ papers_in: true })
    expect(foldLog(() => machine, log)).toMatchObject({ ok: true, value: { published: "captured" } })

    const [first, { answers: _, ...second }] = log as [LoggedTransition, LoggedTransition]
    const silent = [first, { ...second, hash: hashOf(first.hash, second) }]
    expect(foldLog(() => machine, silent)).toMatchObject({ ok: false, code: "order_log_broken" })
  })
})

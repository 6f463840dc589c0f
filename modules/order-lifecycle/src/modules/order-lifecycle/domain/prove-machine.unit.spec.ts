import { describe, expect, it } from "@jest/globals"
import type { EventKind, Machine, Row } from "./machine"
import { orderTables } from "./order-machine"
import { proveMachine } from "./prove-machine"

/** Placed, paid, shipped: as small as tables can be and still hold money. */
const SMALL: Machine = {
  version: "test",
  initial: { order: "new", payment: "none", fulfillment: "none", return: "none", dispute: "none", review: "none" },
  axes: {
    order: [{ name: "new" }, { name: "open", final: true }],
    payment: [{ name: "none" }, { name: "captured", holds: "money" }, { name: "refunded", final: true }],
    fulfillment: [{ name: "none", final: true }],
    return: [{ name: "none", final: true }],
    dispute: [{ name: "none", final: true }],
    review: [{ name: "none", final: true }],
  },
  events: [
    { name: "order.placed", axis: "order", title: "Placed", facts: "none" },
    { name: "payment.captured", axis: "payment", title: "Captured", facts: "none" },
    { name: "payment.refunded", axis: "payment", title: "Refunded", facts: "none" },
  ],
  rows: [
    { axis: "order", from: "new", event: "order.placed", to: "open" },
    { axis: "payment", from: "none", event: "payment.captured", to: "captured", when: { order: ["open"] } },
    { axis: "payment", from: "captured", event: "payment.refunded", to: "refunded" },
  ],
  published: [
    { state: "paid", when: { payment: ["captured"] } },
    { state: "open", when: {} },
  ],
}

const withRow = (...rows: readonly Row[]): Machine => ({ ...SMALL, rows: [...SMALL.rows, ...rows] })
const withEvent = (part: Partial<EventKind>): Machine => ({
  ...SMALL,
  events: [...SMALL.events, { name: "payment.paid", axis: "payment", title: "Paid", facts: "none", ...part }],
})
const withoutRow = (place: number): Machine => ({ ...SMALL, rows: SMALL.rows.filter((_, at) => at !== place) })
const captured: Row = { axis: "payment", from: "captured", event: "payment.captured", to: "captured" }
const faultsOf = (machine: Machine) => proveMachine(machine).map(({ code, message }) => `${code}: ${message}`)

describe("the proof of tables", () => {
  it.each([
    ["before_shipment", "reject"],
    ["before_shipment", "approve"],
    ["at_shipment", "reject"],
    ["at_shipment", "approve"],
  ] as const)(
    "finds 0 faults in ours, with capture %s and reviews that end by themselves with %s",
    (capture, timeout) => {
      expect(proveMachine({ version: "test", ...orderTables(capture, timeout) })).toEqual([])
    },
  )

  it("finds 0 faults in 3 small rows", () => {
    expect(proveMachine(SMALL)).toEqual([])
  })

  it.each<[string, Machine, readonly string[]]>([
    [
      "a state that no row leads to",
      {
        ...SMALL,
        axes: {
          ...SMALL.axes,
          return: [
            { name: "none", final: true },
            { name: "lost", final: true },
          ],
        },
      },
      ["machine_state_unreachable: No order can become return lost: no row leads there."],
    ],
    [
      "a state that is reached only beside another that is not",
      withoutRow(0),
      [
        "machine_state_unreachable: No order can become order open: no row leads there.",
        "machine_state_unreachable: No order can become payment captured: no row leads there.",
        "machine_state_unreachable: No order can become payment refunded: no row leads there.",
        "machine_state_without_exit: An order that is order new could never leave it.",
        "machine_state_without_exit: An order that is payment none could never leave it.",
        "machine_state_without_exit: An order that is payment captured could never leave it.",
      ],
    ],
    [
      "a state that is not final and has no exit",
      { ...SMALL, axes: { ...SMALL.axes, dispute: [{ name: "none" }] } },
      ["machine_state_without_exit: An order that is dispute none could never leave it."],
    ],
    [
      "money that no rows give back",
      {
        ...SMALL,
        axes: {
          ...SMALL.axes,
          payment: [
            { name: "none" },
            { name: "captured", holds: "money" },
            { name: "refunded", holds: "money", final: true },
          ],
        },
      },
      [
        "machine_holds_for_ever: An order that is payment captured holds money, and no rows lead to a state that does not.",
        "machine_holds_for_ever: An order that is payment refunded holds money, and no rows lead to a state that does not.",
      ],
    ],
    [
      "a cycle without a counter",
      withRow(captured),
      ["machine_cycle_uncounted: From payment captured back to it, no row has a counter."],
    ],
    [
      "a row of an axis that is not one",
      withRow({ ...captured, axis: "mood" as "payment", counter: "n" }),
      [
        "machine_axis_unknown: The row mood captured + payment.captured -> captured names the axis mood; there are order, payment, fulfillment, return, dispute, review.",
        "machine_axis_unknown: The row mood captured + payment.captured -> captured names the axis mood; there are order, payment, fulfillment, return, dispute, review.",
      ],
    ],
    [
      "a row to a state that is not one",
      withRow({ ...captured, to: "eaten" }),
      [
        "machine_state_unknown: The row payment captured + payment.captured -> eaten names payment eaten, which is not a state.",
      ],
    ],
    [
      "a row that waits for a state that is not one",
      withRow({ ...captured, counter: "n", when: { order: ["gone"] } }),
      [
        "machine_state_unknown: The row payment captured + payment.captured -> captured names order gone, which is not a state.",
      ],
    ],
    [
      "a row for an event that is not one",
      withRow({ ...captured, event: "payment.eaten", counter: "n" }),
      [
        "machine_event_unknown: The row payment captured + payment.eaten -> captured names payment.eaten, which is not an event.",
      ],
    ],
    [
      "a guard that is not installed",
      withRow({ ...captured, counter: "n", guards: ["moon_is_full"] }),
      [
        "machine_guard_unknown: The row payment captured + payment.captured -> captured asks the guard moon_is_full, which nobody installed.",
      ],
    ],
    [
      "an event that waits for a state that no order becomes",
      {
        ...SMALL,
        axes: {
          ...SMALL.axes,
          return: [
            { name: "none", final: true },
            { name: "lost", final: true },
          ],
        },
        events: SMALL.events.map((kind) =>
          kind.name === "order.placed" ? { ...kind, startWhen: { return: ["lost"] } } : kind,
        ),
      },
      [
        "machine_state_unreachable: No order can become return lost: no row leads there.",
        "machine_event_never_started: Nobody may ever set about order.placed: no order becomes what it waits for.",
      ],
    ],
    [
      "an event that waits for a state that is not one",
      withEvent({ startWhen: { order: ["gone"] } }),
      ["machine_state_unknown: Event payment.paid names order gone, which is not a state."],
    ],
    [
      "an event whose facts nobody applies",
      withEvent({ applies: "thin_air" }),
      ["machine_application_unknown: Event payment.paid applies thin_air, which nobody does."],
    ],
    [
      "an effect that nobody has",
      withRow({ ...captured, counter: "n", effects: ["sing"] }),
      [
        "machine_effect_unknown: The row payment captured + payment.captured -> captured wants sing, which nobody does.",
      ],
    ],
    [
      "an event that is there twice",
      { ...SMALL, events: [...SMALL.events, SMALL.events[0]!] },
      ["machine_name_twice: The machine has the event order.placed twice."],
    ],
    [
      "an order without a published state",
      { ...SMALL, published: SMALL.published.slice(0, 1) },
      [
        "machine_published_not_total: The last published rule does not fit every order, so some would have no published state.",
      ],
    ],
    [
      "a published rule of a state that is not one",
      { ...SMALL, published: [{ state: "paid", when: { payment: ["eaten"] } }, ...SMALL.published] },
      ["machine_state_unknown: Published state paid names payment eaten, which is not a state."],
    ],
    [
      "2 rows that cannot be told apart",
      withRow({
        axis: "payment",
        from: "captured",
        event: "payment.refunded",
        to: "none",
        guards: ["paid"],
        counter: "n",
      }),
      [
        "machine_row_shadowed: The row payment captured + payment.refunded -> none is never taken: the row to refunded before it fits whenever it does.",
      ],
    ],
    [
      "a row that says nothing changes, and moves",
      withRow({ axis: "payment", from: "refunded", event: "payment.refunded", to: "captured", noop: true }),
      [
        "machine_noop_changes: The row payment refunded + payment.refunded -> captured says that nothing changes, and changes something.",
      ],
    ],
  ])("names %s", (_, machine, faults) => {
    expect(faultsOf(machine)).toEqual(faults)
  })

  it("knows a guard that a plugin brings", () => {
    const machine = withRow({ ...captured, counter: "n", guards: ["moon_is_full"] })
    expect(proveMachine(machine, { guards: ["moon_is_full"] })).toEqual([])
  })
})

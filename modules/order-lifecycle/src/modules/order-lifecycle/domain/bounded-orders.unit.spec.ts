import { beforeAll, describe, expect, it } from "@jest/globals"
import { machineOf, type Told } from "./__fixtures__/told-order"
import { keyOf, stuck, walk, type Walked } from "./__fixtures__/walked-orders"
import { OrderMachine } from "./decide"
import { amountOf, type OrderState } from "./order-state"

const TOTAL = 2n
const PAYMENTS = ["card", "voucher"] as const
const LINES = ["mug", "bowl"] as const
const placed = { currency: "eur", total: TOTAL, lines: { mug: 1, bowl: 1 } }
const dearer = { ...placed, total: 3n }

const ofMoney = (payment: string): readonly Told[] =>
  [
    "payment.authorized",
    "payment.captured",
    "payment.capture_failed",
    "refund.partial",
    "refund.full",
    "refund.failed",
    "payment.voided",
    "payment.expired",
  ].map((event) => [event, { payment, amount: 1n }])

const ofRequests = (payment: string): readonly Told[] =>
  ["capture.requested", "capture.failed", "refund.requested", "refund.rejected"].map((event) => [
    event,
    { payment, amount: 1n },
  ])

const ofUnits = (line: string): readonly Told[] =>
  ["shipment.created", "shipment.completed", "shipment.canceled", "rma.requested", "rma.canceled", "rma.received"].map(
    (event) => [event, { lines: { [line]: 1 } }],
  )

const ofPackets = (line: string): readonly Told[] =>
  ["fulfillment.created", "fulfillment.canceled", "shipment.delivered", "rma.completed"].map((event) => [
    event,
    { lines: { [line]: 1 } },
  ])

const ofReviews: readonly Told[] = ["review.opened", "review.approved", "review.rejected", "review.timed_out"]

const ofTheOrder: readonly Told[] = [
  ["checkout.submitted", placed],
  "payment.declined",
  "order.canceled",
  "order.completed",
  "order.archived",
  "chargeback.won",
  "chargeback.lost",
]

/** One dispute is open at a time, and one is lost: the counts of more would never end. */
const disputed = ({ disputes }: OrderState): readonly Told[] =>
  disputes.open === 0 && disputes.lost === 0 ? ["chargeback.notice"] : []

const MODELS: readonly (readonly [
  string,
  "before_shipment" | "at_shipment",
  (state: OrderState) => readonly Told[],
])[] = (["before_shipment", "at_shipment"] as const).flatMap((policy) => [
  [
    `2 lines, 2 payments, 2 shipments and 2 refunds, capture ${policy}`,
    policy,
    (state) => [...ofTheOrder, ...disputed(state), ...PAYMENTS.flatMap(ofMoney), ...LINES.flatMap(ofUnits)],
  ],
  [
    `2 payments with their requests and an edit, capture ${policy}`,
    policy,
    (state) => [
      ...ofTheOrder,
      ...disputed(state),
      "order.reinstated",
      ["order.edited", dearer],
      ["order.edited", { ...placed, total: 0n }],
      ...PAYMENTS.flatMap((payment) => [...ofMoney(payment), ...ofRequests(payment)]),
    ],
  ],
  [
    `2 lines packed, shipped, delivered and returned, capture ${policy}`,
    policy,
    () => [
      ...ofTheOrder,
      "order.reinstated",
      "payment.authorized",
      "payment.captured",
      "refund.full",
      ...LINES.flatMap((line) => [...ofUnits(line), ...ofPackets(line)]),
    ],
  ],
  [
    `2 lines and 2 payments that somebody looks at, capture ${policy}`,
    policy,
    () => [
      ...ofTheOrder,
      ...ofReviews,
      "order.reinstated",
      ...PAYMENTS.flatMap((payment) =>
        ofMoney(payment).filter(([event]) => !["payment.capture_failed", "refund.failed"].includes(event as string)),
      ),
      ...LINES.flatMap((line): readonly Told[] => [
        ["fulfillment.created", { lines: { [line]: 1 } }],
        ["shipment.created", { lines: { [line]: 1 } }],
        ["rma.received", { lines: { [line]: 1 } }],
      ]),
    ],
  ],
])

const LEAVES = ["fulfillment.created", "shipment.created", "shipment.completed"]
const CLEAR = ["none", "approved"]

describe.each(MODELS)("every order of %s", (_, policy, events) => {
  let walked: Walked
  const broken = (holds: (state: OrderState) => boolean) =>
    [...walked.states.values()].filter((state) => !holds(state)).slice(0, 3)
  const payments = ({ payments }: OrderState) => Object.values(payments)
  const lines = ({ lines }: OrderState) => Object.values(lines)

  const machine = machineOf(policy)
  /** What was packed or shipped of an order that somebody was looking at, or had rejected. */
  const leftUnreviewed: string[] = []

  beforeAll(() => {
    walked = walk(machine, events, ({ state, event, answer }) => {
      if (!LEAVES.includes(event) || CLEAR.includes(state.axes.review) || !("after" in answer) || answer.noop) return
      leftUnreviewed.push(`${event} in review ${state.axes.review}`)
    })
  })

  it("is one of at least 400", () => {
    expect(walked.states.size).toBeGreaterThanOrEqual(400)
    expect(new Set([...walked.states.values()].map(keyOf)).size).toBe(walked.states.size)
  })

  it("keeps 0 <= refunded <= captured <= authorized, of each payment and in sum", () => {
    const holds = (one: { authorized: bigint; captured: bigint; refunded: bigint }) =>
      0n <= one.refunded && one.refunded <= one.captured && one.captured <= one.authorized
    const sum = (state: OrderState) => ({
      authorized: amountOf(state, "authorized"),
      captured: amountOf(state, "captured"),
      refunded: amountOf(state, "refunded"),
    })
    expect(broken((state) => payments(state).every(holds) && holds(sum(state)))).toEqual([])
  })

  it("is packed and shipped 0 times while somebody looks at it, and nobody may capture it then", () => {
    expect(leftUnreviewed).toEqual([])
    expect(
      broken(
        (state) =>
          CLEAR.includes(state.axes.review) ||
          ["payment.captured", "capture.requested"].every((event) => machine.refusalOf(state, event) !== null),
      ),
    ).toEqual([])
  })

  it("requests at least 0, and captures no more than is authorized", () => {
    expect(
      broken((state) => payments(state).every((one) => one.captureRequested >= 0n && one.refundRequested >= 0n)),
    ).toEqual([])
  })

  it("keeps 0 <= returned <= shipped <= allocated <= ordered, and shipped <= packed <= allocated", () => {
    expect(
      broken((state) =>
        lines(state).every(
          (line) =>
            0 <= line.returned &&
            line.returned + line.returnRequested <= line.shipped &&
            line.delivered <= line.shipped &&
            line.shipped <= line.packed &&
            line.packed <= line.allocated &&
            line.allocated <= line.ordered,
        ),
      ),
    ).toEqual([])
  })

  it("has as many units as it has axes for: free when released, gone when fulfilled", () => {
    expect(
      broken(({ axes, ...state }) => {
        const left = lines({ axes, ...state }).reduce((sum, line) => sum + line.allocated - line.shipped, 0)
        if (axes.fulfillment === "released" || axes.fulfillment === "fulfilled") return left === 0
        return axes.fulfillment === "none" || left > 0
      }),
    ).toEqual([])
  })

  it("is refunded only when nothing captured is kept, and captured only when it is paid", () => {
    expect(
      broken((state) => {
        const [captured, refunded] = [amountOf(state, "captured"), amountOf(state, "refunded")]
        if (state.axes.payment === "refunded") return captured > 0n && captured === refunded
        if (state.axes.payment === "captured") return captured >= state.total && refunded === 0n
        return state.axes.payment !== "voided" || amountOf(state, "authorized") === 0n
      }),
    ).toEqual([])
  })

  it("can give all money back, unless the bank took it, and let every authorization go", () => {
    const settled = (state: OrderState) =>
      payments(state).every((one) => one.authorized === one.captured) &&
      (state.disputes.lost > 0 || amountOf(state, "captured") === amountOf(state, "refunded"))
    expect(stuck(walked, settled).slice(0, 3)).toEqual([])
  })

  it("can free or ship all its units", () => {
    const free = (state: OrderState) => lines(state).every((line) => line.allocated === line.shipped)
    expect(stuck(walked, free).slice(0, 3)).toEqual([])
  })

  it("can be finished: canceled, archived or a deleted draft", () => {
    expect(stuck(walked, ({ axes }) => ["canceled", "archived", "deleted"].includes(axes.order)).slice(0, 3)).toEqual(
      [],
    )
  })
})

describe("the walk itself", () => {
  const without = (event: string) => {
    const { tables } = machineOf()
    return new OrderMachine({ ...tables, rows: tables.rows.filter((row) => row.event !== event) })
  }
  const events = (state: OrderState) => [...ofTheOrder, ...disputed(state), ...ofMoney("card")]

  it("finds orders whose 1 authorization stays open, in tables that never void or expire one", () => {
    const { tables } = without("payment.voided")
    const machine = new OrderMachine({ ...tables, rows: tables.rows.filter((row) => row.event !== "payment.expired") })
    const letGo = ({ payments }: OrderState) => Object.values(payments).every((one) => one.authorized === one.captured)
    const found = stuck(
      walk(machine, () => [["checkout.submitted", placed], "order.canceled", "payment.authorized"]),
      letGo,
    )
    expect(new Set(found.map(({ axes }) => axes.payment))).toEqual(new Set(["authorized"]))
  })

  it("finds orders whose 2 units are never free, in tables that cancel none", () => {
    const free = ({ lines }: OrderState) => Object.values(lines).every((line) => line.allocated === line.shipped)
    const machine = without("order.canceled")
    expect(stuck(walk(machine, events), free).length).toBeGreaterThan(0)
  })
})

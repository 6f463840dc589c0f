import type { AxisState, EventKind, Machine, PublishedRule, Row } from "./machine"

/** When a shop takes the money: `before_shipment` is the default, and nothing leaves that is not paid for. */
export type CapturePolicy = "before_shipment" | "at_shipment"

const ORDER: readonly AxisState[] = [
  { name: "new" },
  { name: "draft" },
  { name: "open" },
  { name: "completed" },
  { name: "archived", final: true },
  { name: "canceled", final: true },
  { name: "deleted", final: true },
]
const PAYMENT: readonly AxisState[] = [
  { name: "none" },
  { name: "not_required", final: true },
  { name: "awaiting" },
  { name: "partially_authorized", holds: "money" },
  { name: "authorized", holds: "money" },
  { name: "partially_captured", holds: "money" },
  { name: "captured", holds: "money" },
  { name: "partially_refunded", holds: "money" },
  { name: "refunded", final: true },
  { name: "voided" },
  { name: "expired" },
  { name: "declined", final: true },
]
const FULFILLMENT: readonly AxisState[] = [
  { name: "none" },
  { name: "allocated", holds: "stock" },
  { name: "partially_fulfilled", holds: "stock" },
  { name: "fulfilled", final: true },
  { name: "released", final: true },
]
const RETURN: readonly AxisState[] = [
  { name: "none", final: true },
  { name: "requested" },
  { name: "partially_returned", final: true },
  { name: "returned", final: true },
]
const DISPUTE: readonly AxisState[] = [
  { name: "none", final: true },
  { name: "open", holds: "money" },
  { name: "won", final: true },
  { name: "lost", final: true },
]

const EVENTS: readonly EventKind[] = [
  { name: "draft.created", axis: "order", title: "Draft created", facts: "placed" },
  { name: "draft.updated", axis: "order", title: "Draft changed", facts: "placed" },
  { name: "draft.deleted", axis: "order", title: "Draft deleted", facts: "none" },
  { name: "checkout.submitted", axis: "order", title: "Order placed", facts: "placed" },
  { name: "order.edited", axis: "order", title: "Order changed", facts: "placed" },
  { name: "order.completed", axis: "order", title: "Order completed", facts: "none", manual: true },
  { name: "order.archived", axis: "order", title: "Order archived", facts: "none", manual: true },
  { name: "order.canceled", axis: "order", title: "Order canceled", facts: "none", manual: true },
  { name: "order.reinstated", axis: "order", title: "Order taken up again", facts: "none" },
  { name: "payment.authorized", axis: "payment", title: "Payment authorized", facts: "amount", manual: true },
  { name: "payment.declined", axis: "payment", title: "Payment declined", facts: "none", manual: true },
  { name: "payment.voided", axis: "payment", title: "Authorization voided", facts: "amount", manual: true },
  { name: "payment.expired", axis: "payment", title: "Authorization expired", facts: "amount", manual: true },
  { name: "capture.requested", axis: "payment", title: "Capture requested", facts: "amount" },
  { name: "capture.failed", axis: "payment", title: "Requested capture failed", facts: "amount" },
  { name: "payment.captured", axis: "payment", title: "Payment captured", facts: "amount", manual: true },
  { name: "payment.capture_failed", axis: "payment", title: "Captured payment failed", facts: "amount" },
  { name: "refund.requested", axis: "payment", title: "Refund requested", facts: "amount" },
  { name: "refund.rejected", axis: "payment", title: "Requested refund failed", facts: "amount" },
  { name: "refund.partial", axis: "payment", title: "Refunded in part", facts: "amount", manual: true },
  { name: "refund.full", axis: "payment", title: "Refunded", facts: "amount", manual: true },
  { name: "refund.failed", axis: "payment", title: "Refund came back", facts: "amount" },
  { name: "fulfillment.created", axis: "fulfillment", title: "Packed", facts: "lines" },
  { name: "fulfillment.canceled", axis: "fulfillment", title: "Unpacked", facts: "lines" },
  { name: "shipment.created", axis: "fulfillment", title: "Shipped in part", facts: "lines", manual: true },
  { name: "shipment.completed", axis: "fulfillment", title: "Shipped", facts: "lines", manual: true },
  { name: "shipment.canceled", axis: "fulfillment", title: "Shipment taken back", facts: "lines" },
  { name: "shipment.delivered", axis: "fulfillment", title: "Delivered", facts: "lines", manual: true },
  { name: "rma.requested", axis: "return", title: "Return requested", facts: "lines" },
  { name: "rma.canceled", axis: "return", title: "Return canceled", facts: "lines" },
  { name: "rma.received", axis: "return", title: "Return received in part", facts: "lines" },
  { name: "rma.completed", axis: "return", title: "Return completed", facts: "lines", manual: true },
  { name: "chargeback.notice", axis: "dispute", title: "Payment disputed", facts: "dispute", manual: true },
  { name: "chargeback.won", axis: "dispute", title: "Dispute won", facts: "dispute", manual: true },
  { name: "chargeback.lost", axis: "dispute", title: "Dispute lost", facts: "dispute", manual: true },
]

/** In this order: what is worst for the shopper or the shop is said first, then what is latest. */
const PUBLISHED: readonly PublishedRule[] = [
  { state: "chargeback", when: { dispute: ["lost"] } },
  { state: "disputed", when: { dispute: ["open"] } },
  { state: "canceled", when: { order: ["canceled", "deleted"] } },
  { state: "cart", when: { order: ["new", "draft"] } },
  { state: "returned", when: { return: ["returned"] } },
  { state: "refunded", when: { payment: ["refunded"] } },
  { state: "fulfilled", when: { fulfillment: ["fulfilled"] } },
  { state: "partially_fulfilled", when: { fulfillment: ["partially_fulfilled"] } },
  { state: "partially_refunded", when: { payment: ["partially_refunded"] } },
  { state: "captured", when: { payment: ["captured", "not_required"] } },
  { state: "authorized", when: { payment: ["authorized", "partially_captured"] } },
  { state: "pending_payment", when: {} },
]

const LIVE = ["open", "completed", "archived"]
const PLACED = [...LIVE, "canceled"]
const UNDISPUTED = ["none", "won"]
/** What a lost dispute took from the shop is settled as well. */
const DECIDED = [...UNDISPUTED, "lost"]
const UNPAID = ["awaiting", "partially_authorized", "voided", "expired"]
const BEFORE_CAPTURE = [...UNPAID, "authorized"]
const HOLDS_CAPTURE = ["partially_captured", "captured", "partially_refunded"]
const AFTER_MONEY = ["refunded", ...HOLDS_CAPTURE]
const AT_ANY_TIME = ["not_required", ...BEFORE_CAPTURE, "declined", ...AFTER_MONEY]
const SHIPPED = ["partially_fulfilled", "fulfilled"]

type Part = Pick<Row, "to"> & Partial<Row>

/** The same for several states: the first of `parts` that fits is taken. */
const rows = (axis: Row["axis"], from: readonly string[], event: string, ...parts: readonly Part[]): Row[] =>
  from.flatMap((state) => parts.map((part) => ({ axis, from: state, event, ...part })))

/** The same for several states, each of which stays what it is. */
const staying = (axis: Row["axis"], from: readonly string[], event: string, part: Omit<Part, "to">): Row[] =>
  from.map((state) => ({ axis, from: state, event, to: state, ...part }))

/** What the amounts say a payment is, once they have changed. */
const BY_AMOUNTS: readonly Part[] = [
  { to: "refunded", guards: ["everything_refunded"] },
  { to: "partially_refunded", guards: ["something_refunded"] },
  { to: "captured", guards: ["capture_covers_total"] },
  { to: "partially_captured", guards: ["something_captured"] },
  { to: "authorized", guards: ["authorization_covers_total", "something_authorized"] },
  { to: "partially_authorized", guards: ["something_authorized"] },
]
const byAmounts = (counter: string, more: Partial<Row> = {}, nothing: readonly Part[] = [{ to: "awaiting" }]): Part[] =>
  [...BY_AMOUNTS, ...nothing].map((part) => ({ ...part, counter, ...more }))

/** A payment for an order that was canceled is given back; it never revives the order. */
const stray = (counter: string): Part[] => [
  ...byAmounts(counter, { when: { order: ["canceled"] }, effects: ["give_money_back"] }),
  ...byAmounts(counter, { when: { order: LIVE } }),
]

const ORDER_ROWS: readonly Row[] = [
  { axis: "order", from: "new", event: "draft.created", to: "draft" },
  { axis: "order", from: "new", event: "checkout.submitted", to: "open" },
  { axis: "order", from: "draft", event: "draft.updated", to: "draft", counter: "edits" },
  { axis: "order", from: "draft", event: "checkout.submitted", to: "open" },
  { axis: "order", from: "draft", event: "draft.deleted", to: "deleted" },
  { axis: "order", from: "draft", event: "order.archived", to: "draft", counter: "archivals" },
  ...rows("order", LIVE, "order.canceled", {
    to: "canceled",
    when: { dispute: DECIDED },
    guards: ["nothing_shipped", "no_money_kept"],
  }),
  ...staying("order", ["canceled"], "order.canceled", { noop: true }),
  {
    axis: "order",
    from: "open",
    event: "payment.declined",
    to: "canceled",
    when: { payment: UNPAID },
    guards: ["nothing_shipped"],
    effects: ["cancel_order"],
  },
  ...staying("order", ["open", "completed"], "order.edited", { counter: "edits", when: { dispute: UNDISPUTED } }),
  {
    axis: "order",
    from: "open",
    event: "order.completed",
    to: "completed",
    when: { payment: ["captured", "partially_refunded", "refunded", "not_required"], dispute: UNDISPUTED },
  },
  ...staying("order", ["completed"], "order.completed", { noop: true }),
  { axis: "order", from: "completed", event: "order.archived", to: "archived" },
  ...staying("order", ["archived"], "order.archived", { noop: true }),
  { axis: "order", from: "canceled", event: "order.archived", to: "canceled", counter: "archivals" },
]

/**
 * The host took a cancelation or a completion back, because the workflow that did it failed later on. An order that a
 * declined payment canceled stays canceled: the host has only not heard of it yet.
 */
const REINSTATED: Partial<Row> = {
  counter: "reinstatements",
  when: { payment: AT_ANY_TIME.filter((state) => state !== "declined") },
}
const REINSTATED_ROWS: readonly Row[] = [
  ...rows("order", ["canceled", "completed"], "order.reinstated", { to: "open", ...REINSTATED }),
  ...rows(
    "fulfillment",
    ["released"],
    "order.reinstated",
    { to: "partially_fulfilled", guards: ["something_shipped"], ...REINSTATED },
    { to: "allocated", ...REINSTATED },
  ),
]

const PAYMENT_ROWS: readonly Row[] = [
  { axis: "payment", from: "none", event: "checkout.submitted", to: "not_required", guards: ["nothing_to_pay"] },
  { axis: "payment", from: "none", event: "checkout.submitted", to: "awaiting" },
  ...rows("payment", AT_ANY_TIME, "payment.authorized", ...stray("authorizations")),
  ...rows("payment", ["awaiting", "voided", "expired"], "payment.declined", { to: "declined" }),
  // One of several payments was declined: the others are let go with the order.
  ...staying("payment", ["partially_authorized"], "payment.declined", {
    when: { order: ["open"] },
    guards: ["nothing_shipped"],
    effects: ["give_money_back"],
    counter: "authorizations",
  }),
  ...staying("payment", ["partially_authorized"], "payment.declined", { counter: "authorizations" }),
  // An earlier attempt's answer, come late.
  ...staying("payment", ["authorized", "declined", ...AFTER_MONEY], "payment.declined", { noop: true }),
  ...["voided", "expired"].flatMap((what) => [
    ...rows(
      "payment",
      ["authorized", "partially_authorized", ...AFTER_MONEY],
      `payment.${what}`,
      ...byAmounts("authorizations", {}, [{ to: what }]),
    ),
    ...staying("payment", ["voided", "expired", "declined"], `payment.${what}`, { noop: true }),
    // While the order is open, its authorization may still be on the way, and this waits for it.
    ...staying("payment", ["awaiting"], `payment.${what}`, { when: { order: ["canceled"] }, noop: true }),
  ]),
  ...staying(
    "payment",
    ["authorized", "partially_authorized", "partially_captured", "partially_refunded"],
    "capture.requested",
    { when: { order: LIVE }, counter: "captures" },
  ),
  ...staying("payment", ["authorized", "partially_authorized", ...AFTER_MONEY], "capture.failed", {
    counter: "captures",
  }),
  ...rows("payment", AT_ANY_TIME, "payment.captured", ...stray("captures")),
  ...rows("payment", HOLDS_CAPTURE, "payment.capture_failed", ...byAmounts("captures")),
  ...staying("payment", HOLDS_CAPTURE, "refund.requested", { when: { dispute: UNDISPUTED }, counter: "refunds" }),
  ...staying("payment", AT_ANY_TIME, "refund.rejected", { counter: "refunds" }),
  ...rows(
    "payment",
    HOLDS_CAPTURE,
    "refund.partial",
    ...byAmounts("refunds", { when: { dispute: UNDISPUTED } }).slice(0, 2),
  ),
  ...rows(
    "payment",
    HOLDS_CAPTURE,
    "refund.full",
    ...byAmounts("refunds", { when: { dispute: UNDISPUTED } }).slice(0, 1),
  ),
  ...rows("payment", ["partially_refunded", "refunded"], "refund.failed", ...byAmounts("refunds")),
  // What an order costs decides whether its payment covers it.
  ...rows(
    "payment",
    ["not_required", ...BEFORE_CAPTURE, ...AFTER_MONEY],
    "order.edited",
    ...byAmounts("edits", {}, [{ to: "not_required", guards: ["nothing_to_pay"] }, { to: "awaiting" }]),
  ),
]

function fulfillmentRows(policy: CapturePolicy): readonly Row[] {
  const paid = ["captured", "partially_refunded", "not_required"]
  const secured = policy === "at_shipment"
  const shipping: Partial<Row> = {
    counter: "shipments",
    when: {
      order: LIVE,
      payment: secured ? ["authorized", "partially_captured", ...paid] : paid,
      dispute: UNDISPUTED,
    },
  }
  const covered = secured ? "authorization_covers_total" : "paid"
  const beforeShipment = ["allocated", "partially_fulfilled"]
  return [
    { axis: "fulfillment", from: "none", event: "checkout.submitted", to: "allocated" },
    ...["order.canceled", "payment.declined"].flatMap((event): Row[] =>
      rows("fulfillment", beforeShipment, event, {
        to: "released",
        guards: ["nothing_shipped"],
        ...(event === "payment.declined" && {
          when: { order: ["open"], payment: UNPAID },
        }),
      }),
    ),
    ...beforeShipment.flatMap((from): Row[] => [
      { axis: "fulfillment", from, event: "fulfillment.created", to: from, ...shipping, guards: [covered] },
      { axis: "fulfillment", from, event: "fulfillment.canceled", to: from, counter: "shipments" },
    ]),
    ...rows(
      "fulfillment",
      beforeShipment,
      "shipment.created",
      { to: "fulfilled", ...shipping, guards: [covered, "everything_shipped"] },
      { to: "partially_fulfilled", ...shipping, guards: [covered] },
    ),
    ...rows("fulfillment", beforeShipment, "shipment.completed", {
      to: "fulfilled",
      ...shipping,
      guards: [covered, "everything_shipped"],
    }),
    ...["shipment.created", "shipment.completed"].map((event): Row => ({
      axis: "fulfillment",
      from: "fulfilled",
      event,
      to: "fulfilled",
      noop: true,
    })),
    ...rows(
      "fulfillment",
      SHIPPED,
      "shipment.canceled",
      { to: "partially_fulfilled", guards: ["something_shipped"], counter: "shipments" },
      { to: "allocated", counter: "shipments" },
    ),
    ...SHIPPED.map((from): Row => ({
      axis: "fulfillment",
      from,
      event: "shipment.delivered",
      to: from,
      counter: "deliveries",
    })),
    // An exchange adds lines that still have to leave.
    ...rows(
      "fulfillment",
      SHIPPED,
      "order.edited",
      { to: "fulfilled", guards: ["everything_shipped"], counter: "edits" },
      { to: "partially_fulfilled", guards: ["something_shipped"], counter: "edits" },
      { to: "allocated", counter: "edits" },
    ),
  ]
}

const RETURN_ROWS: readonly Row[] = [
  ...["none", "requested"].map((from): Row => ({
    axis: "return",
    from,
    event: "rma.requested",
    to: "requested",
    when: { fulfillment: SHIPPED },
    counter: "returns",
  })),
  { axis: "return", from: "partially_returned", event: "rma.requested", to: "partially_returned", counter: "returns" },
  ...rows(
    "return",
    ["requested", "partially_returned"],
    "rma.canceled",
    { to: "partially_returned", guards: ["something_returned"], counter: "returns" },
    { to: "requested", guards: ["return_requested"], counter: "returns" },
    { to: "none", counter: "returns" },
  ),
  ...["rma.received", "rma.completed"].flatMap((event) =>
    rows(
      "return",
      ["none", "requested", "partially_returned"],
      event,
      { to: "returned", guards: ["everything_returned"], when: { fulfillment: SHIPPED }, counter: "returns" },
      { to: "partially_returned", when: { fulfillment: SHIPPED }, counter: "returns" },
    ),
  ),
  ...rows(
    "return",
    ["partially_returned", "returned"],
    "order.edited",
    { to: "returned", guards: ["everything_returned"], counter: "edits" },
    { to: "partially_returned", counter: "edits" },
  ),
]

const DISPUTE_ROWS: readonly Row[] = [
  ...rows("dispute", ["none", "open", "won", "lost"], "chargeback.notice", {
    to: "open",
    when: { order: PLACED },
    counter: "disputes",
  }),
  ...rows(
    "dispute",
    ["open"],
    "chargeback.won",
    { to: "open", guards: ["other_dispute_open"], counter: "disputes" },
    { to: "lost", guards: ["dispute_lost_before"], counter: "disputes" },
    { to: "won", counter: "disputes" },
  ),
  ...rows(
    "dispute",
    ["open"],
    "chargeback.lost",
    { to: "open", guards: ["other_dispute_open"], counter: "disputes" },
    { to: "lost", counter: "disputes" },
  ),
]

/** The tables of this edition, before extensions. What is not here cannot happen. */
export const orderTables = (policy: CapturePolicy): Omit<Machine, "version"> => ({
  initial: { order: "new", payment: "none", fulfillment: "none", return: "none", dispute: "none" },
  axes: { order: ORDER, payment: PAYMENT, fulfillment: FULFILLMENT, return: RETURN, dispute: DISPUTE },
  events: EVENTS,
  rows: [
    ...ORDER_ROWS,
    ...REINSTATED_ROWS,
    ...PAYMENT_ROWS,
    ...fulfillmentRows(policy),
    ...RETURN_ROWS,
    ...DISPUTE_ROWS,
  ],
  published: PUBLISHED,
})

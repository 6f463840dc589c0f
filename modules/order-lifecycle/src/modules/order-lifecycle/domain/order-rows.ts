import type { Row } from "./machine"
import { rows, staying } from "./row-parts"
import { AT_ANY_TIME, DECIDED, LIVE, UNDISPUTED, UNPAID } from "./state-groups"

/** The order as a whole. */
export const ORDER_ROWS: readonly Row[] = [
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
export const REINSTATED_ROWS: readonly Row[] = [
  ...rows("order", ["canceled", "completed"], "order.reinstated", { to: "open", ...REINSTATED }),
  ...rows(
    "fulfillment",
    ["released"],
    "order.reinstated",
    { to: "partially_fulfilled", guards: ["something_shipped"], ...REINSTATED },
    { to: "allocated", ...REINSTATED },
  ),
]

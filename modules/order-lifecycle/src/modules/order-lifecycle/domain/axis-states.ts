import type { Axis, AxisState } from "./machine"

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

const REVIEW: readonly AxisState[] = [
  { name: "none", final: true },
  { name: "open", wayOut: "Approve the review, or reject it." },
  { name: "approved", final: true },
  { name: "rejected", final: true, wayOut: "Open the review again and approve it, or cancel the order." },
]

/** What an order can be on each axis. */
export const AXIS_STATES: Readonly<Record<Axis, readonly AxisState[]>> = {
  order: ORDER,
  payment: PAYMENT,
  fulfillment: FULFILLMENT,
  return: RETURN,
  dispute: DISPUTE,
  review: REVIEW,
}

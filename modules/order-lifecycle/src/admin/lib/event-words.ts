import type { EventOutlook } from "./lifecycle-types"

/** What is going on while an event is on its way. */
const RUNNING: Readonly<Record<string, string>> = {
  "payment.authorized": "Authorization",
  "payment.captured": "Capture",
  "capture.requested": "Capture",
  "payment.voided": "Void",
  "refund.requested": "Refund",
  "refund.partial": "Refund",
  "refund.full": "Refund",
  "order.canceled": "Cancellation",
  "order.edited": "Order edit",
  "fulfillment.created": "Fulfillment",
  "shipment.created": "Shipment",
  "shipment.completed": "Shipment",
  "rma.requested": "Return",
  "rma.received": "Return",
  "rma.completed": "Return",
}

/** What comes by itself when its time comes. */
const DUE: Readonly<Record<string, string>> = {
  "payment.expired": "Authorization expires",
  "payment.declined": "Unpaid order is released",
  "order.canceled": "Order is canceled",
  "order.completed": "Order is completed",
  "order.archived": "Order is archived",
  "review.timed_out": "Review is over",
}

/** Titles of events by their names; the name where there is none. */
export function titlesOf(events: readonly Pick<EventOutlook, "event" | "title">[]): (event: string) => string {
  const titles = new Map(events.map(({ event, title }) => [event, title]))
  return (event) => titles.get(event) ?? event
}

export const runningWords = (event: string, titleOf: (event: string) => string): string =>
  RUNNING[event] ?? `“${titleOf(event)}”`

export const dueWords = (event: string, titleOf: (event: string) => string): string =>
  DUE[event] ?? `“${titleOf(event)}” is due`

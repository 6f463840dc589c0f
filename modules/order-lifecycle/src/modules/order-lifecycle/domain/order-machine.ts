import { AXIS_STATES } from "./axis-states"
import { DISPUTE_ROWS } from "./dispute-rows"
import { fulfillmentRows, type CapturePolicy } from "./fulfillment-rows"
import type { Machine } from "./machine"
import { EVENTS } from "./order-events"
import { ORDER_ROWS, REINSTATED_ROWS } from "./order-rows"
import { PAYMENT_ROWS } from "./payment-rows"
import { PUBLISHED } from "./published-rules"
import { RETURN_ROWS } from "./return-rows"
import { reviewRows, type ReviewTimeoutPolicy } from "./review-rows"

export type { CapturePolicy, ReviewTimeoutPolicy }

/** The tables of this edition, before extensions. What is not here cannot happen. */
export const orderTables = (
  capture: CapturePolicy,
  reviewTimeout: ReviewTimeoutPolicy = "reject",
): Omit<Machine, "version"> => ({
  initial: { order: "new", payment: "none", fulfillment: "none", return: "none", dispute: "none", review: "none" },
  axes: AXIS_STATES,
  events: EVENTS,
  rows: [
    ...ORDER_ROWS,
    ...REINSTATED_ROWS,
    ...PAYMENT_ROWS,
    ...fulfillmentRows(capture),
    ...RETURN_ROWS,
    ...DISPUTE_ROWS,
    ...reviewRows(reviewTimeout),
  ],
  published: PUBLISHED,
})

import type { Axis } from "./lifecycle-types"

export type StateColor = "green" | "red" | "blue" | "orange" | "grey" | "purple"

/** Green is as it should end, blue on its way, orange asks for a look, red is a loss, grey is over or not begun. */
const PUBLISHED: Readonly<Record<string, StateColor>> = {
  pending_payment: "orange",
  authorized: "blue",
  captured: "green",
  partially_fulfilled: "blue",
  fulfilled: "green",
  partially_refunded: "orange",
  canceled: "red",
  disputed: "red",
  chargeback: "red",
}

const OF_AXIS: Readonly<Record<Axis, Readonly<Record<string, StateColor>>>> = {
  order: { open: "blue", completed: "green", canceled: "red", deleted: "red" },
  payment: {
    awaiting: "orange",
    partially_authorized: "orange",
    authorized: "blue",
    partially_captured: "blue",
    captured: "green",
    partially_refunded: "orange",
    expired: "orange",
    declined: "red",
  },
  fulfillment: { allocated: "blue", partially_fulfilled: "blue", fulfilled: "green" },
  return: { requested: "orange", partially_returned: "orange" },
  dispute: { open: "red", won: "green", lost: "red" },
  review: { open: "orange", approved: "green", rejected: "red" },
}

export const publishedColor = (state: string): StateColor => PUBLISHED[state] ?? "grey"

export const axisColor = (axis: Axis, state: string): StateColor => OF_AXIS[axis][state] ?? "grey"

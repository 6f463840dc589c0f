import type { Row } from "./machine"
import { LIVE } from "./state-groups"

export type Part = Pick<Row, "to"> & Partial<Row>

/** The same for several states: the first of `parts` that fits is taken. */
export const rows = (axis: Row["axis"], from: readonly string[], event: string, ...parts: readonly Part[]): Row[] =>
  from.flatMap((state) => parts.map((part) => ({ axis, from: state, event, ...part })))

/** The same for several states, each of which stays what it is. */
export const staying = (axis: Row["axis"], from: readonly string[], event: string, part: Omit<Part, "to">): Row[] =>
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
export const byAmounts = (
  counter: string,
  more: Partial<Row> = {},
  nothing: readonly Part[] = [{ to: "awaiting" }],
): Part[] => [...BY_AMOUNTS, ...nothing].map((part) => ({ ...part, counter, ...more }))

/** A payment for an order that was canceled is given back; it never revives the order. */
export const stray = (counter: string): Part[] => [
  ...byAmounts(counter, { when: { order: ["canceled"] }, effects: ["give_money_back"] }),
  ...byAmounts(counter, { when: { order: LIVE } }),
]

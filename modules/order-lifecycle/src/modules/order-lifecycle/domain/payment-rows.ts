import type { Row } from "./machine"
import { byAmounts, rows, staying, stray, type Part } from "./row-parts"
import { AFTER_MONEY, AT_ANY_TIME, BEFORE_CAPTURE, HOLDS_CAPTURE, PLACED, UNDISPUTED } from "./state-groups"

const NOTHING_LEFT: readonly Part[] = [{ to: "voided", guards: ["something_voided"] }, { to: "awaiting" }]
const ON_ITS_WAY: Partial<Row> = { when: { dispute: ["open", "lost"] } }
const alsoRequested = (part: Part): Part => ({ ...part, guards: ["refund_was_requested", ...(part.guards ?? [])] })

/** Money: asked for, authorized, taken, given back. */
export const PAYMENT_ROWS: readonly Row[] = [
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
  ...rows("payment", AT_ANY_TIME, "capture.requested", ...byAmounts("captures", { when: { order: PLACED } })),
  // Of an authorization that was let go meanwhile nothing is left with it.
  ...rows(
    "payment",
    ["authorized", "partially_authorized", ...AFTER_MONEY],
    "capture.failed",
    ...byAmounts("captures", {}, NOTHING_LEFT),
  ),
  ...rows("payment", AT_ANY_TIME, "payment.captured", ...stray("captures")),
  ...rows("payment", HOLDS_CAPTURE, "payment.capture_failed", ...byAmounts("captures", {}, NOTHING_LEFT)),
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
  // One that was on its way when the bank took its side has happened all the same; a new one would pay twice.
  ...rows(
    "payment",
    HOLDS_CAPTURE,
    "refund.partial",
    ...byAmounts("refunds", ON_ITS_WAY).slice(0, 2).map(alsoRequested),
  ),
  ...rows("payment", HOLDS_CAPTURE, "refund.full", ...byAmounts("refunds", ON_ITS_WAY).slice(0, 1).map(alsoRequested)),
  ...rows("payment", ["partially_refunded", "refunded"], "refund.failed", ...byAmounts("refunds")),
  // What an order costs decides whether its payment covers it.
  ...rows(
    "payment",
    ["not_required", ...BEFORE_CAPTURE, ...AFTER_MONEY],
    "order.edited",
    ...byAmounts("edits", {}, [{ to: "not_required", guards: ["nothing_to_pay"] }, { to: "awaiting" }]),
  ),
]

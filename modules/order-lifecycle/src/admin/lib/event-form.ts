import { minorOf, typedAmount } from "./amount-text"
import type { EventOutlook, Facts, Lifecycle, LineUnits, Payment } from "./lifecycle-types"

/** What is typed before an event is sent by hand. */
export interface EventDraft {
  /** Empty for all payments in their order. */
  readonly payment: string
  readonly amount: string
  readonly units: Readonly<Record<string, string>>
}

const NO_PAYMENT: Omit<Payment, "id"> = {
  authorized: "0",
  voided: "0",
  capture_requested: "0",
  captured: "0",
  refund_requested: "0",
  refunded: "0",
}
type Amounts = Omit<Payment, "id">
type AmountLeft = (payment: Amounts, lifecycle: Lifecycle) => bigint

const AMOUNT_LEFT: Readonly<Record<string, AmountLeft>> = {
  // Said again with another amount it is the new amount, so what is left comes on top of what there is.
  "payment.authorized": (payment, { total, amounts }) =>
    larger(BigInt(payment.authorized), BigInt(total) - BigInt(amounts.authorized) + BigInt(payment.authorized)),
  "payment.captured": ({ authorized, captured, capture_requested: asked }, { total }) =>
    (BigInt(authorized) > 0n ? BigInt(authorized) : BigInt(total)) - BigInt(captured) - BigInt(asked),
  "refund.partial": ({ captured, refunded, refund_requested: asked }) =>
    BigInt(captured) - BigInt(refunded) - BigInt(asked),
  "chargeback.won": (_, { amounts }) => BigInt(amounts.disputed),
  "chargeback.lost": (_, { amounts }) => BigInt(amounts.disputed),
}

const UNITS_LEFT: Readonly<Record<string, (line: LineUnits) => number>> = {
  "fulfillment.created": (line) => line.allocated - line.packed,
  "shipment.created": (line) => line.allocated - line.shipped,
  "shipment.completed": (line) => line.allocated - line.shipped,
  "shipment.delivered": (line) => line.shipped - line.delivered,
  "rma.requested": (line) => line.shipped - line.returned - line.return_requested,
  "rma.received": (line) => line.shipped - line.returned,
  "rma.completed": (line) => line.shipped - line.returned,
}

/** These take all that is left, whatever is typed. */
const WHOLE = ["payment.voided", "payment.expired", "refund.full", "shipment.completed"]
/** Money goes back by the payments in their order, when none is named. */
const OVER_ALL_PAYMENTS = ["refund.partial", "refund.full"]

export const asksAmount = ({ event, facts }: EventOutlook) =>
  (facts === "amount" || facts === "dispute") && !WHOLE.includes(event)
export const asksUnits = ({ event, facts }: EventOutlook) => facts === "lines" && !WHOLE.includes(event)
export const asksPayment = ({ facts }: EventOutlook, { payments }: Lifecycle) =>
  facts === "amount" && payments.length > 1
export const fitsAllPayments = ({ event }: EventOutlook) => OVER_ALL_PAYMENTS.includes(event)

/** What is left to do an event with, of one payment or of all; null where nothing says so. */
export function amountLeft({ event }: EventOutlook, lifecycle: Lifecycle, payment: string): bigint | null {
  const rule = AMOUNT_LEFT[event === "refund.full" ? "refund.partial" : event]
  if (!rule) return null
  const named = lifecycle.payments.find(({ id }) => id === payment)
  const left = rule(named ?? (lifecycle.payments.length > 0 ? lifecycle.amounts : NO_PAYMENT), lifecycle)
  return left > 0n ? left : null
}

/** Lines that have units left for an event, with how many. */
export function unitsLeft({ event }: EventOutlook, { lines }: Lifecycle): readonly { id: string; left: number }[] {
  const rule = UNITS_LEFT[event] ?? ((line: LineUnits) => line.ordered)
  return lines.map((line) => ({ id: line.id, left: rounded(rule(line)) })).filter(({ left }) => left > 0)
}

/** The form as it opens: all that is left. */
export function draftOf(event: EventOutlook, lifecycle: Lifecycle): EventDraft {
  const payment = fitsAllPayments(event) ? "" : (lifecycle.payments[0]?.id ?? "")
  return { payment, ...amountDraft(event, lifecycle, payment), units: unitsDraft(event, lifecycle) }
}

/** What the amount is filled with when a payment is chosen. */
export function amountDraft(event: EventOutlook, lifecycle: Lifecycle, payment: string): { readonly amount: string } {
  const left = amountLeft(event, lifecycle, payment)
  return { amount: left === null ? "" : typedAmount(left, lifecycle.currency_code) }
}

const unitsDraft = (event: EventOutlook, lifecycle: Lifecycle) =>
  Object.fromEntries(unitsLeft(event, lifecycle).map(({ id, left }) => [id, String(left)]))

type Read = { readonly facts: Facts } | { readonly problem: string }

/** What was typed as facts of the event, or what to type. Whether they fit the order is for the server to say. */
export function factsOf(event: EventOutlook, lifecycle: Lifecycle, draft: EventDraft): Read {
  if (asksUnits(event)) {
    const units = Object.entries(draft.units).map(([id, typed]) => [id, Number(typed || 0)] as const)
    if (units.some(([, count]) => !(count >= 0 && Number.isFinite(count)))) return { problem: "Type units as numbers." }
    const lines = Object.fromEntries(units.filter(([, count]) => count > 0))
    return Object.keys(lines).length > 0 ? { facts: { lines } } : { problem: "Name at least one unit." }
  }
  const payment = event.facts === "amount" && draft.payment ? { payment: draft.payment } : {}
  if (!asksAmount(event)) return { facts: payment }
  if (!draft.amount.trim() && event.facts === "dispute") return { facts: {} }
  const minor = minorOf(draft.amount, lifecycle.currency_code)
  if (minor !== null) return { facts: { amount: minor.toString(), ...payment } }
  return { problem: `Type an amount such as ${typedAmount(1250n, lifecycle.currency_code)}.` }
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b)
/** Quantities have at most 6 decimals, so 0.3 less 0.1 is 0.2. */
const rounded = (units: number) => Math.round(units * 1e6) / 1e6

/** An event as it is sent. */
export interface Told {
  readonly event: string
  readonly facts?: object
}

const PAYMENT = "pay_01K7Z8X9Y0A1B2C3D4E5F6G7H8"
const [MUG, SHIRT] = ["ordli_01K7Z8X9Y0A1B2C3D4E5F6G7H1", "ordli_01K7Z8X9Y0A1B2C3D4E5F6G7H2"]
const TOTAL = "3000"

const placed: Told = {
  event: "checkout.submitted",
  facts: { currency: "usd", total: TOTAL, lines: { [MUG]: 2, [SHIRT]: 1 } },
}
const money = (event: string, amount?: string): Told => ({
  event,
  facts: { payment: PAYMENT, ...(amount && { amount }) },
})
const units = (event: string, lines: Readonly<Record<string, number>>): Told => ({ event, facts: { lines } })

const authorized = money("payment.authorized", TOTAL)
const voided = money("payment.voided")
const captured = money("payment.captured", TOTAL)
const shipped = units("shipment.created", { [MUG]: 1 })
const disputed: Told = { event: "chargeback.notice" }
const won: Told = { event: "chargeback.won" }
const refunded = money("refund.partial", "1")
const again = (times: number, ...told: readonly Told[]) => Array.from({ length: times }, () => told).flat()

/** What orders went through: ten transitions each, and a different place where they stand. */
export const STORIES: readonly (readonly Told[])[] = [
  [placed, ...again(4, authorized, voided), authorized],
  [placed, ...again(4, authorized, voided), captured],
  [placed, authorized, captured, shipped, ...again(3, disputed, won)],
  [
    placed,
    authorized,
    captured,
    shipped,
    { event: "shipment.completed" },
    { event: "shipment.delivered" },
    ...again(2, disputed, won),
  ],
]

/** For an order whose log grows for ever. */
export const LONG_STORY = (transitions: number): readonly Told[] =>
  [placed, authorized, captured, ...again(transitions, disputed, won)].slice(0, transitions)

/** What an order in a published state accepts, and where that leads; written by hand from the published table. */
export const ACCEPTS: Readonly<Record<string, readonly { readonly told: Told; readonly to: string }[]>> = {
  authorized: [
    { told: captured, to: "captured" },
    { told: voided, to: "pending_payment" },
    { told: { event: "order.canceled" }, to: "canceled" },
  ],
  pending_payment: [{ told: authorized, to: "authorized" }],
  captured: [
    { told: shipped, to: "partially_fulfilled" },
    { told: refunded, to: "partially_refunded" },
    { told: disputed, to: "disputed" },
  ],
  partially_refunded: [{ told: refunded, to: "partially_refunded" }],
  partially_fulfilled: [{ told: { event: "shipment.completed" }, to: "fulfilled" }],
  fulfilled: [
    { told: refunded, to: "fulfilled" },
    { told: disputed, to: "disputed" },
    { told: { event: "rma.completed" }, to: "returned" },
  ],
  returned: [{ told: refunded, to: "returned" }],
}

const SHIPS_NOTHING: readonly Told[] = [shipped, { event: "shipment.completed" }, { event: "rma.completed" }]
const NO_DISPUTE: readonly Told[] = [won, { event: "chargeback.lost" }]

/** What an order in a published state does not accept, whatever else it went through; written by hand as well. */
export const REFUSES: Readonly<Record<string, readonly Told[]>> = {
  authorized: [...SHIPS_NOTHING, ...NO_DISPUTE, refunded, { event: "order.completed" }],
  pending_payment: [...SHIPS_NOTHING, refunded, { event: "order.completed" }],
  captured: [...NO_DISPUTE, captured, { event: "rma.completed" }, { event: "order.canceled" }],
  partially_refunded: [...NO_DISPUTE, captured, { event: "rma.completed" }],
  partially_fulfilled: [captured, { event: "order.canceled" }, units("shipment.created", { [MUG]: 3 })],
  fulfilled: [captured, units("shipment.delivered", { [SHIRT]: 2 }), { event: "order.canceled" }],
  disputed: [refunded, { event: "order.canceled" }, { event: "order.completed" }, captured],
  canceled: [...SHIPS_NOTHING, refunded, { event: "order.completed" }],
  returned: [captured, { event: "rma.completed" }, { event: "order.canceled" }],
}

import type { Axes, Machine } from "./machine"

/** Amounts of one payment, in minor units of the order's currency. What was asked for is not what was confirmed. */
export interface PaymentAmounts {
  readonly authorized: bigint
  /** Was authorized, and let go again without being captured. */
  readonly voided: bigint
  readonly captureRequested: bigint
  readonly captured: bigint
  readonly refundRequested: bigint
  readonly refunded: bigint
}

/** Units of one line. Packed units are in a fulfillment that has not left yet, or has. */
export interface LineQuantities {
  readonly ordered: number
  readonly allocated: number
  readonly packed: number
  readonly shipped: number
  readonly delivered: number
  readonly returnRequested: number
  readonly returned: number
}

export interface Disputes {
  readonly open: number
  readonly lost: number
  /** In minor units, of those that are open. */
  readonly amount: bigint
}

/** Everything that the guards see, and all that replaying the log has to find again. */
export interface OrderState {
  readonly axes: Axes
  readonly currency: string
  /** What the order costs, in minor units. */
  readonly total: bigint
  readonly payments: Readonly<Record<string, PaymentAmounts>>
  readonly lines: Readonly<Record<string, LineQuantities>>
  readonly disputes: Disputes
  /** How often it passed rows that could come round again, by the counter that they name. */
  readonly counters: Readonly<Record<string, number>>
}

export const NO_AMOUNTS: PaymentAmounts = {
  authorized: 0n,
  voided: 0n,
  captureRequested: 0n,
  captured: 0n,
  refundRequested: 0n,
  refunded: 0n,
}

export const NO_QUANTITIES: LineQuantities = {
  ordered: 0,
  allocated: 0,
  packed: 0,
  shipped: 0,
  delivered: 0,
  returnRequested: 0,
  returned: 0,
}

/** An order before its first event. */
export const newOrder = (machine: Machine): OrderState => ({
  axes: machine.initial,
  currency: "",
  total: 0n,
  payments: {},
  lines: {},
  disputes: { open: 0, lost: 0, amount: 0n },
  counters: {},
})

/** One kind of amount over all payments of an order. */
export function amountOf({ payments }: OrderState, kind: keyof PaymentAmounts): bigint {
  let sum = 0n
  for (const id in payments) sum += payments[id]![kind]
  return sum
}

/** One kind of quantity over all lines of an order. */
export function quantityOf({ lines }: OrderState, kind: keyof LineQuantities): number {
  let sum = 0
  for (const id in lines) sum += lines[id]![kind]
  return sum
}

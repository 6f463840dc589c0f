import type { Axes } from "./domain/machine"
import {
  NO_AMOUNTS,
  NO_QUANTITIES,
  type LineQuantities,
  type OrderState,
  type PaymentAmounts,
} from "./domain/order-state"

/** Amounts, quantities and counters as they are stored: amounts as decimal strings, and nothing that is zero. */
export interface FactsJson {
  readonly currency: string
  readonly total: string
  readonly payments: Readonly<Record<string, Readonly<Partial<Record<keyof PaymentAmounts, string>>>>>
  readonly lines: Readonly<Record<string, Readonly<Partial<Record<keyof LineQuantities, number>>>>>
  readonly disputes?: { readonly open: number; readonly lost: number; readonly amount: string }
  readonly counters: Readonly<Record<string, number>>
}

const KINDS = Object.keys(NO_AMOUNTS) as readonly (keyof PaymentAmounts)[]

export function factsOf({ currency, total, payments, lines, disputes, counters }: OrderState): FactsJson {
  return {
    currency,
    total: total.toString(),
    payments: mapValues(payments, (amounts) =>
      Object.fromEntries(KINDS.flatMap((kind) => (amounts[kind] === 0n ? [] : [[kind, amounts[kind].toString()]]))),
    ),
    lines: mapValues(lines, (units) => Object.fromEntries(Object.entries(units).filter(([, count]) => count !== 0))),
    ...((disputes.open > 0 || disputes.lost > 0) && {
      disputes: { open: disputes.open, lost: disputes.lost, amount: disputes.amount.toString() },
    }),
    counters,
  }
}

export function stateFrom(axes: Axes, facts: FactsJson): OrderState {
  return {
    axes,
    currency: facts.currency,
    total: BigInt(facts.total),
    payments: mapValues(facts.payments, (amounts) => ({
      ...NO_AMOUNTS,
      ...mapValues(amounts as Record<string, string>, BigInt),
    })),
    lines: mapValues(facts.lines, (units) => ({ ...NO_QUANTITIES, ...units })),
    disputes: facts.disputes
      ? { ...facts.disputes, amount: BigInt(facts.disputes.amount) }
      : { open: 0, lost: 0, amount: 0n },
    counters: facts.counters,
  }
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))

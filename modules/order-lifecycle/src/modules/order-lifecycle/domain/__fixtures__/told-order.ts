import { OrderMachine } from "../decide"
import type { EventFacts } from "../event-facts"
import { orderTables, type CapturePolicy, type ReviewTimeoutPolicy } from "../order-machine"
import { newOrder, type OrderState } from "../order-state"

export const machineOf = (policy: CapturePolicy = "before_shipment", reviewTimeout?: ReviewTimeoutPolicy) =>
  new OrderMachine({ version: `test_${policy}`, ...orderTables(policy, reviewTimeout) })

export type Told = string | readonly [event: string, facts: EventFacts]

/** 10.00 EUR, two mugs and one bowl. */
export const PLACED: EventFacts = { currency: "eur", total: 1000n, lines: { mugs: 2, bowl: 1 } }
export const SUBMITTED: Told = ["checkout.submitted", PLACED]

/** The order after the events; each of them has to be accepted. */
export function told(machine: OrderMachine, ...events: readonly Told[]): OrderState {
  return events.reduce((state, one) => move(machine, state, one).after, newOrder(machine.tables))
}

export function move(machine: OrderMachine, state: OrderState, one: Told) {
  const [event, facts] = typeof one === "string" ? [one, {}] : one
  const decided = machine.decide(state, event, facts)
  if (!decided.ok) throw new Error(`${event}: ${decided.code} ${decided.message}`)
  return decided.value
}

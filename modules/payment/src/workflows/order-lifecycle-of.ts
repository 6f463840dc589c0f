import type { MedusaContainer } from "@medusajs/framework/types"
import type { Outcome } from "@holdfast/kernel"

/** What is used of the module that keeps orders' states, where there is one. */
export interface OrderLifecycle {
  inTurn<T>(name: string, orderId: string, work: () => Promise<T>): Promise<Outcome<T>>
  record(asked: {
    readonly orderId: string
    readonly event: string
    readonly eventId: string
    readonly facts?: unknown
    readonly actor: { readonly type: "provider"; readonly id: string }
    readonly occurredAt?: string
  }): Promise<Outcome<unknown>>
  lifecycle(orderId: string): Promise<Outcome<ShownOrder>>
}

/** What is read of an order's state. Amounts are minor units as text. */
interface ShownOrder {
  readonly axes: Readonly<Record<string, string | undefined>>
  readonly amounts: { readonly authorized: string; readonly capture_requested: string; readonly captured: string }
  readonly lines: readonly { readonly ordered: number; readonly shipped: number }[]
  readonly events: readonly { readonly event: string; readonly allowed: boolean }[]
  readonly log: readonly {
    readonly event: string
    readonly noop: boolean
    readonly actor: { readonly type: string; readonly id: string }
  }[]
}

export const orderLifecycleOf = (container: MedusaContainer): OrderLifecycle | null =>
  container.resolve<OrderLifecycle | undefined>("order_lifecycle", { allowUnregistered: true }) ?? null

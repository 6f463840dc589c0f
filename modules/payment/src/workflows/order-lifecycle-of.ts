import type { MedusaContainer } from "@medusajs/framework/types"
import type { Outcome } from "@holdfast/kernel"

/** What is used of the module that keeps orders' states, where there is one. */
export interface OrderLifecycle {
  begin(run: {
    readonly workflow: string
    readonly run: string
    readonly outer: readonly string[]
    readonly events: readonly string[]
    readonly orderIds: readonly string[]
  }): Promise<Outcome<null>>
  end(run: string, workflow: string): Promise<void>
  record(asked: {
    readonly orderId: string
    readonly event: string
    readonly eventId: string
    readonly facts?: unknown
    readonly actor: { readonly type: "provider"; readonly id: string }
    readonly occurredAt?: string
  }): Promise<Outcome<unknown>>
}

export const orderLifecycleOf = (container: MedusaContainer): OrderLifecycle | null =>
  container.resolve<OrderLifecycle | undefined>("order_lifecycle", { allowUnregistered: true }) ?? null

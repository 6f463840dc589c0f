import type { EventFacts } from "./domain/event-facts"
import type { MachineExtension } from "./domain/extend-machine"
import type { GuardRefusal } from "./domain/guards"
import type { OrderState } from "./domain/order-state"

/** What a plugin's guard is told. It may ask anybody, and answers null, or why not and what to do about it. */
export type PluginGuard = (asked: {
  readonly orderId: string
  readonly event: string
  readonly facts: EventFacts
  readonly order: OrderState
}) => GuardRefusal | null | Promise<GuardRefusal | null>

/** Events, rows and guards that a plugin adds to the order's machine. */
export interface LifecycleExtension extends Omit<MachineExtension, "guards"> {
  readonly guards?: Readonly<Record<string, PluginGuard>>
}

// The host may load a package twice, from a plugin and from the module; there is one machine all the same.
const KEPT = Symbol.for("@holdfast/order-lifecycle extensions")
const kept = globalThis as unknown as { [KEPT]?: LifecycleExtension[] }

/**
 * Adds to the order's machine. Called while the host loads a plugin's `src/workflows`, before the application starts;
 * a conflict with the tables or with another plugin refuses the start.
 *
 * @example
 * extendOrderLifecycle({
 *   name: "fraud",
 *   guards: { fraud_cleared: ({ orderId }) => whyNotCleared(orderId) },
 *   rows: [{ axis: "payment", from: "authorized", event: "payment.captured", to: "captured", guards: ["fraud_cleared"] }],
 * })
 */
export function extendOrderLifecycle(extension: LifecycleExtension): void {
  const others = (kept[KEPT] ?? []).filter(({ name }) => name !== extension.name)
  kept[KEPT] = [...others, extension]
}

export const lifecycleExtensions = (): readonly LifecycleExtension[] => kept[KEPT] ?? []

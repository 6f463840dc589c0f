import type { Actor, Axis, FactsShape } from "./lifecycle-types"

export interface AxisState {
  readonly name: string
  readonly holds?: "money" | "stock"
  readonly final?: true
}

export type When = Partial<Readonly<Record<Axis, readonly string[]>>>

/** One move of one axis. Of several for the same state and event, the first that fits is taken. */
export interface MachineRow {
  readonly axis: Axis
  readonly from: string
  readonly event: string
  readonly to: string
  readonly when?: When
  readonly guards?: readonly string[]
  readonly effects?: readonly string[]
  readonly counter?: string
  readonly noop?: true
}

export interface Machine {
  readonly version: string
  readonly initial: Readonly<Record<Axis, string>>
  readonly axes: Readonly<Record<Axis, readonly AxisState[]>>
  readonly events: readonly {
    readonly name: string
    readonly axis: Axis
    readonly title: string
    readonly facts: FactsShape
    readonly manual?: true
    readonly startWhen?: When
  }[]
  readonly rows: readonly MachineRow[]
  /** What is worst first; the first that fits is published. */
  readonly published: readonly { readonly state: string }[]
}

export interface MachineAnswer {
  readonly machine: Machine
  readonly mermaid: string
  readonly svg: string
  /** Orders that are not finished, by their published state. */
  readonly live: Readonly<Record<string, number>>
  readonly versions: readonly { readonly version: string; readonly live: number }[]
}

export interface Refusal {
  readonly id: string
  readonly order_id: string
  readonly event: string
  readonly state: string
  readonly code: string
  readonly message: string
  readonly next_step: string
  readonly guard: string | null
  readonly actor: Actor
  /** The order as the guard saw it. */
  readonly saw: unknown
  readonly at: string
}

export interface RefusalPage {
  readonly refusals: readonly Refusal[]
  readonly count: number
}

/** Where replaying the log found another order than the one that is stored. */
export interface Difference {
  readonly id: string
  readonly order_id: string
  readonly kind: string
  readonly found: unknown
  readonly expected: unknown
  readonly at: string
  readonly resolved_at: string | null
}

export interface DifferencePage {
  readonly differences: readonly Difference[]
  readonly count: number
}

export interface CheckAnswer {
  readonly checked: number
  readonly differences: number | readonly unknown[]
}

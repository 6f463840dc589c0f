export const AXES = ["order", "payment", "fulfillment", "return", "dispute", "review"] as const
export type Axis = (typeof AXES)[number]

/** Minor units of the order's currency, as a decimal text. */
export type MinorText = string

export type FactsShape = "none" | "amount" | "lines" | "placed" | "dispute"
export type Facts = Readonly<Record<string, unknown>>

export interface PaymentAmounts {
  readonly authorized: MinorText
  /** Authorized once, and let go. */
  readonly voided: MinorText
  readonly capture_requested: MinorText
  readonly captured: MinorText
  readonly refund_requested: MinorText
  readonly refunded: MinorText
}

export type Payment = PaymentAmounts & { readonly id: string }

export interface LineUnits {
  readonly id: string
  readonly ordered: number
  readonly allocated: number
  readonly packed: number
  readonly shipped: number
  readonly delivered: number
  readonly return_requested: number
  readonly returned: number
}

export interface Actor {
  readonly type: string
  readonly id: string
  readonly request_id?: string | null
}

/** One line of an order's log. */
export interface LoggedMove {
  readonly sequence: number
  readonly event_id: string
  readonly event: string
  readonly title: string
  readonly from: string
  readonly to: string
  readonly noop: boolean
  readonly facts: Facts
  readonly effects: readonly string[]
  readonly actor: Actor
  readonly links: Readonly<Record<string, string>>
  readonly at: string
  readonly machine: string
  readonly hash: string
}

/** Whether the order would accept an event as it is, and why not. */
export interface EventOutlook {
  readonly event: string
  readonly title: string
  readonly axis: Axis
  readonly allowed: boolean
  readonly manual: boolean
  readonly facts: FactsShape
  readonly because: null | { readonly code: string; readonly message: string; readonly next_step: string }
}

/** An attempt that changed nothing but this record of it. */
export interface RefusedAttempt {
  readonly id: string
  readonly event: string
  readonly code: string
  readonly message: string
  readonly guard: string | null
  readonly actor: Actor
  readonly at: string
}

export interface Lifecycle {
  readonly order_id: string
  readonly state: string
  readonly machine_version: string
  readonly as_of: string
  /** An order that began before an axis was there is without it. */
  readonly axes: Readonly<Partial<Record<Axis, string>>>
  readonly currency_code: string
  readonly total: MinorText
  readonly amounts: PaymentAmounts & { readonly disputed: MinorText }
  readonly payments: readonly Payment[]
  readonly lines: readonly LineUnits[]
  /** The oldest first. */
  readonly log: readonly LoggedMove[]
  readonly events: readonly EventOutlook[]
  readonly pending: null | { readonly event: string; readonly since: string; readonly lease_until: string }
  readonly timers: readonly { readonly id: string; readonly event: string; readonly due_at: string }[]
  readonly waiting: readonly { readonly event_id: string; readonly event: string; readonly since: string }[]
  readonly refused: readonly RefusedAttempt[]
}

/** What a widget on the page of an order gets of it. */
export interface PageOrder {
  readonly id: string
  readonly items?: readonly {
    readonly id: string
    readonly title?: string | null
    readonly product_title?: string | null
    readonly variant_title?: string | null
  }[]
}

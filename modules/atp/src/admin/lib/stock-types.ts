/** What the admin API of the stock answers, in units of each item. */
export interface Level {
  readonly item_id: string
  readonly sku: string | null
  readonly title: string | null
  readonly location_id: string
  readonly on_hand: number
  readonly in_fulfilment: number
  readonly allocated: number
  readonly held: number
  readonly transit_out: number
  readonly transit_in: number
  readonly safety_stock: number
  readonly atp: number
  readonly backordered: number
  readonly below_safety_stock: boolean
}

export interface LevelPage {
  readonly levels: readonly Level[]
  readonly count: number
  readonly limit: number
  readonly offset: number
  readonly as_of: string
}

export interface TimelinePoint {
  readonly day: string
  readonly arriving: number
  readonly due: number
  readonly cumulative: number
  readonly available: number
}

export interface ItemPolicy {
  readonly item_id: string
  readonly decimals: number | null
  readonly lead_time_days: number | null
  readonly backorder_limit: number | null
  readonly preorder_cap: number | null
  readonly preorder_release_day: string | null
}

export interface ItemSheet {
  readonly item: {
    readonly id: string
    readonly sku: string | null
    readonly title: string | null
    readonly unit_of_measure: string | null
  }
  readonly levels: readonly Level[]
  readonly policy: ItemPolicy | null
  readonly timelines: readonly {
    readonly location_id: string
    readonly now: number
    readonly points: readonly TimelinePoint[]
  }[]
  readonly supplies: readonly {
    readonly id: string
    readonly kind: "receipt" | "transfer"
    readonly location_id: string
    readonly day: string
    readonly quantity: number
  }[]
  readonly as_of: string
}

export interface HeldLine {
  readonly hold_id: string
  readonly item_id: string
  readonly sku: string | null
  readonly location_id: string
  readonly quantity: number
  readonly state: "active" | "committed"
  readonly placed_at: string
  readonly expires_at: string
  readonly promise_day: string | null
}

export interface LedgerEntry {
  readonly id: string
  readonly location_id: string
  readonly kind: string
  readonly on_hand: number
  readonly in_fulfilment: number
  readonly allocated: number
  readonly held: number
  readonly transit_out: number
  readonly transit_in: number
  readonly safety_stock: number
  readonly reference: string | null
  readonly reason: string | null
  readonly actor: string | null
  readonly at: string
}

export interface Receipt {
  readonly id: string
  readonly item_id: string
  readonly location_id: string
  readonly quantity: number
  readonly received: number
  readonly expected_day: string
  readonly state: "open" | "received" | "canceled"
  readonly reference: string | null
}

export interface Transfer {
  readonly id: string
  readonly item_id: string
  readonly from_location_id: string
  readonly to_location_id: string
  readonly quantity: number
  readonly received: number
  readonly expected_day: string
  readonly state: "requested" | "dispatched" | "received" | "canceled"
}

export interface LinePromise {
  readonly line_item_id: string | null
  readonly reservation_id: string | null
  readonly item_id: string
  readonly location_id: string
  readonly quantity: number
  readonly promise_day: string | null
  readonly first_promise_day: string | null
  readonly fulfilled_at: string | null
  readonly at_risk: boolean
  readonly new_day: string | null
}

/** A promise that supply no longer keeps, and the day it was given instead. */
export interface JudgedPromise {
  readonly line_item_id: string | null
  readonly quantity: number
  readonly promise_day: string | null
  readonly new_day: string | null
}

export interface ChannelPolicy {
  readonly sales_channel_id: string
  readonly hold_at: "cart" | "payment" | "never"
  readonly guest_ttl_seconds: number
  readonly customer_ttl_seconds: number
  readonly cap_seconds: number
  readonly grace_seconds: number
  readonly strategy: string
}

export interface LocationPolicy {
  readonly location_id: string
  readonly priority: number
  readonly cost_per_shipment_minor: number | null
  readonly cost_per_unit_minor: number | null
}

/** Rows as the database gives them as JSON: amounts are numbers, beside their exact text in `raw_…`. */
export interface RawAmount {
  readonly value: string
  readonly precision?: number
}

export interface TaxLineRow {
  readonly description: string | null
  readonly tax_rate_id: string | null
  readonly code: string
  readonly rate: number
  readonly provider_id: string | null
  readonly metadata: object | null
  readonly data: object | null
}

export interface AdjustmentRow {
  readonly code: string | null
  readonly amount: number
  readonly raw_amount: RawAmount
  readonly description: string | null
  readonly promotion_id: string | null
  readonly provider_id: string | null
  readonly is_tax_inclusive?: boolean
}

/** One item of inventory in one unit of a variant: a variant of several is a kit. */
export interface VariantPart {
  readonly itemId: string
  readonly perUnit: number
}

export interface VariantRead {
  readonly id: string
  readonly manage_inventory: boolean
  readonly allow_backorder: boolean
  readonly product_id: string | null
  readonly is_giftcard: boolean | null
  readonly shipping_profile_id: string | null
  readonly parts: readonly VariantPart[]
}

export interface CartItemRow {
  readonly id: string
  readonly quantity: number
  readonly title: string
  readonly variant_id: string | null
  readonly product_id: string | null
  readonly requires_shipping: boolean
  readonly is_tax_inclusive: boolean
  readonly unit_price: number
  readonly raw_unit_price: RawAmount
  readonly compare_at_unit_price: number | null
  readonly metadata: object | null
  readonly tax_lines: readonly TaxLineRow[]
  readonly adjustments: readonly AdjustmentRow[]
  readonly variant: VariantRead | null
  readonly [column: string]: unknown
}

export interface ShippingMethodRow {
  readonly id: string
  readonly name: string
  readonly description: unknown
  readonly amount: number
  readonly raw_amount: RawAmount
  readonly is_tax_inclusive: boolean
  readonly shipping_option_id: string | null
  readonly data: object | null
  readonly metadata: object | null
  readonly tax_lines: readonly TaxLineRow[]
  readonly adjustments: readonly AdjustmentRow[]
  /** Of the shipping option; null when the option is gone. */
  readonly profile_id: string | null
}

export interface CreditLineRow {
  readonly id: string
  readonly amount: number
  readonly raw_amount: RawAmount
  readonly reference: string | null
  readonly reference_id: string | null
  readonly metadata: object | null
}

export interface SessionRead {
  readonly id: string
  /** Decimal text in major units. */
  readonly amount: string
  readonly currency_code: string
  readonly status: string
  readonly provider_id: string
}

export interface CollectionRead {
  readonly id: string
  readonly amount: string
  readonly currency_code: string
  readonly status: string
  readonly sessions: readonly SessionRead[]
}

/** A cart and what belongs to it, as it was at one moment. */
export interface CartRead {
  readonly id: string
  readonly region_id: string | null
  readonly region_known: boolean
  readonly customer_id: string | null
  readonly customer_known: boolean
  readonly sales_channel_id: string | null
  readonly email: string | null
  readonly currency_code: string
  readonly locale: string | null
  readonly metadata: object | null
  readonly completed_at: string | null
  readonly items: readonly CartItemRow[]
  readonly shipping_methods: readonly ShippingMethodRow[]
  readonly credit_lines: readonly CreditLineRow[]
  readonly shipping_address: object | null
  readonly billing_address: object | null
  readonly promotion_ids: readonly string[]
  /** Some promotion of the cart has a limit or a budget, so that its uses are counted. */
  readonly limited_promotions: boolean
  readonly payment_collection: CollectionRead | null
  /** Payment providers that the region allows. */
  readonly providers: readonly string[]
  /** Stock locations of the sales channel. */
  readonly locations: readonly string[]
}

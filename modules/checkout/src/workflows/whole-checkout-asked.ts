export interface AskedAddress {
  readonly first_name: string
  readonly last_name: string
  readonly address_1: string
  readonly city: string
  readonly country_code: string
  readonly address_2?: string | undefined
  readonly company?: string | undefined
  readonly postal_code?: string | undefined
  readonly province?: string | undefined
  readonly phone?: string | undefined
}

/** Everything that a cart needs up to its last click. */
export interface WholeCheckoutAsked {
  /** Derived from the caller's key, so that whoever asks again finds what was begun. */
  readonly cartId: string
  /** The hash of what was asked: a cart of that id with other content is another request's. */
  readonly fingerprint: string
  readonly idempotencyKey: string | null
  readonly customerId: string | null
  readonly salesChannelId: string
  readonly locale: string | null
  readonly regionId: string
  readonly currencyCode: string | null
  readonly email: string
  readonly items: readonly { readonly variant_id: string; readonly quantity: number }[]
  readonly shippingAddress: AskedAddress
  readonly billingAddress: AskedAddress
  readonly shippingOptions: readonly { readonly id: string; readonly data?: Record<string, unknown> | undefined }[]
  readonly payment: { readonly provider_id: string; readonly data: Record<string, unknown> } | null
  readonly codes: readonly string[]
}

/** What is wrong with one field, with a code that stays. */
export interface FieldProblem {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** Rows by table, keyed by the host's column names. What the database gives a default is left out. */
export interface OrderRows {
  readonly order: object
  readonly addresses: readonly object[]
  readonly summary: object
  readonly lines: readonly object[]
  readonly items: readonly object[]
  readonly line_adjustments: readonly object[]
  readonly line_tax_lines: readonly object[]
  readonly shipping: readonly object[]
  readonly methods: readonly object[]
  readonly method_adjustments: readonly object[]
  readonly method_tax_lines: readonly object[]
  readonly credit_lines: readonly object[]
  readonly transactions: readonly object[]
  readonly promotions: readonly object[]
}

/** Money that the provider has taken already. */
export interface CaptureRead {
  readonly id: string
  readonly amount: string
}

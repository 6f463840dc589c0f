/** A row as the database gives it as JSON: amounts beside their exact text in `raw_…`, moments with their zone. */
export type Row = Readonly<Record<string, unknown>>

interface Priced {
  /** What holds for this version of the order. */
  readonly detail: Row
  readonly tax_lines: readonly Row[]
  readonly adjustments: readonly Row[]
}

/** An order in its newest version, and what belongs to it, as it was at one moment. */
export interface OrderRead {
  readonly order: Row
  readonly summary: Row | null
  readonly items: readonly (Priced & {
    readonly line: Row
    readonly variant: (Row & { readonly product: Row | null }) | null
  })[]
  readonly shipping_methods: readonly (Priced & { readonly method: Row })[]
  readonly credit_lines: readonly Row[]
  readonly shipping_address: Row | null
  readonly billing_address: Row | null
  readonly payment_collections: readonly Row[]
}

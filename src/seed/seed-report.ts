/** What the seed did, and what the examples printed after the first start need. Plain data: it travels as JSON. */
export interface SeedReport {
  readonly storeName: string
  /** Opens the store API for the first sales channel. */
  readonly publishableKey: string
  /** The region, product and variant the examples use. */
  readonly regionId: string
  readonly productHandle: string
  readonly variantId: string
  readonly sku: string
  /** Every region, by the demo's name. */
  readonly regionIds: Readonly<Record<string, string>>
  /** How many of each the demo shop has, and how many of them this run created. */
  readonly counts: Readonly<Record<string, { readonly total: number; readonly created: number }>>
}

import type { SqlTx } from "@holdfast/kernel"
import type { AllocationCandidate } from "./domain/allocation/allocation-candidate"
import { cartAvailability, type CartItem, type CartItemAvailability } from "./domain/cart-availability"
import type { Address } from "./domain/geography/locate"
import {
  variantAvailability,
  type ItemStock,
  type SoldVariant,
  type VariantAvailability,
} from "./domain/variant-availability"
import { readHolds } from "./store/hold-lines"
import { readPromiseFacts, type PromiseFacts } from "./store/read-promise-facts"

/** What a shopper wants to know of some variants. */
export interface VariantsAsked {
  readonly variants: readonly SoldVariant[]
  /** Of each variant. */
  readonly quantity: number
  /** The sales channel's locations. */
  readonly locations: readonly Omit<AllocationCandidate, "levels">[]
  readonly destination: Address
  readonly strategy: string
}

export interface VariantsAnswered {
  readonly answers: readonly VariantAvailability[]
  readonly asOf: string
}

/** What shoppers are shown. One statement, however many variants are asked about; nothing is held or decided here. */
export class AvailabilityAnswer {
  constructor(private readonly sql: SqlTx) {}

  async of({ variants, ...ask }: VariantsAsked): Promise<VariantsAnswered> {
    const managed = variants.filter((variant) => variant.managed)
    const itemIds = [...new Set(managed.flatMap((variant) => variant.parts.map((part) => part.itemId)))]
    const locationIds = ask.locations.map((location) => location.locationId)
    const facts = await readPromiseFacts(this.sql, itemIds, locationIds)
    const stockOf = stockByItem(facts, new Set(locationIds))
    return {
      answers: variants.map((variant) => variantAvailability(variant, stockOf, { ...ask, today: facts.today })),
      asOf: facts.asOf,
    }
  }

  /** What of a cart's hold is for which of its lines. `variantsOf` is asked only when the cart holds something. */
  async ofCart(
    holdId: string,
    items: readonly CartItem[],
    variantsOf: () => Promise<ReadonlyMap<string, SoldVariant>>,
  ): Promise<readonly CartItemAvailability[]> {
    const hold = (await readHolds(this.sql, [holdId])).get(holdId) ?? null
    const today = new Date().toISOString().slice(0, 10)
    return cartAvailability(items, hold ? await variantsOf() : new Map(), hold, today)
  }
}

function stockByItem(facts: PromiseFacts, locationIds: ReadonlySet<string>): (itemId: string) => ItemStock {
  const here = <Row extends { readonly locationId: string }>(row: Row) => locationIds.has(row.locationId)
  const levels = byItem(facts.levels)
  const supplies = byItem(facts.supplies.filter(here))
  const demands = byItem(facts.demands.filter(here))
  const policies = new Map(facts.policies.map((policy) => [policy.itemId, policy]))
  return (itemId) => ({
    levels: levels.get(itemId) ?? [],
    supply: {
      today: facts.today,
      supplies: supplies.get(itemId) ?? [],
      demands: demands.get(itemId) ?? [],
      policy: policies.get(itemId) ?? null,
    },
  })
}

function byItem<Row extends { readonly itemId: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.itemId)
    if (group) group.push(row)
    else groups.set(row.itemId, [row])
  }
  return groups
}

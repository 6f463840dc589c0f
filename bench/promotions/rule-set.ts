import { seededRandom } from "../harness/seeded-random"

/** How the number of matching promotions behaves when there are more of them. */
export const FAMILIES = ["matches grow", "matches constant"] as const
export type Family = (typeof FAMILIES)[number]

/** What a line goes by, and one promotion asks for. */
export type LineWord = "category" | "brand" | "sku"

/** A condition in words that every engine can say. The cart fulfils it when it has one of the values. */
export type PlainCondition =
  | { readonly on: LineWord | "customerGroup"; readonly anyOf: readonly string[] }
  | { readonly on: "subtotal"; readonly atLeast: number }

/** A promotion that takes its percentage off what earlier ones left of the order. */
export interface PlainPromotion {
  readonly id: string
  /** Without one it applies by itself. */
  readonly code: string | null
  /** All of them. */
  readonly conditions: readonly PlainCondition[]
  readonly percent: number
  /** Higher first; of equal ones the smaller id. */
  readonly priority: number
  /** At most one of a group applies. */
  readonly group: string
  /** Alone or not at all. */
  readonly exclusive: boolean
}

export interface PlainLine {
  readonly id: string
  readonly sku: string
  readonly category: string
  readonly brand: string
  readonly quantity: number
  /** Minor units, of the whole line. */
  readonly amount: number
}

export interface PlainCart {
  readonly lines: readonly PlainLine[]
  readonly customerGroup: string
  readonly codes: readonly string[]
  readonly subtotal: number
}

export interface RuleSet {
  readonly promotions: readonly PlainPromotion[]
  readonly carts: readonly PlainCart[]
}

/** How many different values there are to ask for. */
interface Universe {
  readonly categories: number
  readonly brands: number
  readonly skus: number
  /** Of all promotions, how many look at nothing but the subtotal (and perhaps the customer's group). */
  readonly ofSubtotal: number
}

const CUSTOMER_GROUPS = 20
/** So at most so many apply at a time. */
const STACKING_GROUPS = 10

/**
 * Promotions and carts that are the same for the same seed.
 *
 * - `matches grow`: a catalogue of one size, so twice the promotions are twice the matches. A shorter list of promotions
 *   is the beginning of a longer one.
 * - `matches constant`: the catalogue grows with the promotions, as it does in shops, and promotions for everybody who
 *   spends enough stay a handful; about 20 match at every size.
 */
export function ruleSet(
  family: Family,
  size: number,
  {
    carts,
    linesPerCart = 8,
    seed = 1,
  }: { readonly carts: number; readonly linesPerCart?: number; readonly seed?: number },
): RuleSet {
  const universe = universeOf(family, size)
  return {
    promotions: promotionsOf(universe, size, chance(seed)),
    carts: cartsOf(universe, { size, carts, linesPerCart }, chance(seed + 1)),
  }
}

function universeOf(family: Family, size: number): Universe {
  if (family === "matches grow") return { categories: 400, brands: 300, skus: 50_000, ofSubtotal: size / 10 }
  // So that of 8 lines about 8 promotions match by category, 6 by brand and 4 by SKU; two thirds of the others do.
  return {
    categories: Math.ceil(0.385 * size),
    brands: Math.ceil(0.183 * size),
    skus: Math.ceil(4.4 * size),
    ofSubtotal: 4,
  }
}

type Chance = { readonly one: () => number; readonly below: (n: number) => number }

function chance(seed: number): Chance {
  const one = seededRandom(seed)
  return { one, below: (n) => Math.floor(one() * n) }
}

function promotionsOf(universe: Universe, size: number, { one, below }: Chance): PlainPromotion[] {
  const { categories, brands, skus, ofSubtotal } = universe
  const everySubtotal = size / ofSubtotal
  return Array.from({ length: size }, (_, n) => {
    const conditions: PlainCondition[] = []
    const kind = one() * 0.9
    const bySubtotal = n % everySubtotal < 1
    let code: string | null = null
    if (bySubtotal) conditions.push({ on: "subtotal", atLeast: 5_000 + below(100_000) })
    else if (kind < 0.35)
      conditions.push({ on: "category", anyOf: [`cat${below(categories)}`, `cat${below(categories)}`] })
    else if (kind < 0.6) conditions.push({ on: "brand", anyOf: [`brand${below(brands)}`] })
    else if (kind < 0.8) conditions.push({ on: "sku", anyOf: Array.from({ length: 20 }, () => `sku${below(skus)}`) })
    else code = `C${n}`
    if (one() < 0.5) {
      const groups = [`group${below(CUSTOMER_GROUPS)}`, `group${below(CUSTOMER_GROUPS)}`]
      conditions.push({ on: "customerGroup", anyOf: groups })
    }
    if (one() < 0.3 && !bySubtotal) conditions.push({ on: "subtotal", atLeast: 2_000 + below(40_000) })
    return {
      ...{ id: `p${String(n).padStart(6, "0")}`, code, conditions },
      percent: 1 + below(30),
      priority: below(100),
      group: `stack${below(STACKING_GROUPS)}`,
      exclusive: below(10) === 0,
    }
  })
}

function cartsOf(
  { categories, brands, skus }: Universe,
  { size, carts, linesPerCart }: { readonly size: number; readonly carts: number; readonly linesPerCart: number },
  { one, below }: Chance,
): PlainCart[] {
  const shelf = Array.from({ length: skus }, (_, n) => ({
    ...{
      sku: `sku${n}`,
      category: `cat${below(categories)}`,
      brand: `brand${below(brands)}`,
      price: 500 + below(8_000),
    },
  }))
  return Array.from({ length: carts }, () => {
    const lines = Array.from({ length: linesPerCart }, (_, n) => {
      const { price, ...words } = shelf[below(skus)]!
      const quantity = 1 + below(3)
      return { id: `line${n}`, ...words, quantity, amount: quantity * price }
    })
    const codes = one() < 0.3 ? [`C${below(size)}`] : []
    const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
    return { lines, customerGroup: `group${below(CUSTOMER_GROUPS)}`, codes, subtotal }
  })
}

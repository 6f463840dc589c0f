import { seededRandom } from "../harness/seeded-random"
import type { Cart, Entry } from "./engine"
import { NO_CAPS, PLAIN_ENTRY } from "./holdfast-engine"

export interface Competition {
  readonly count: number
  readonly lines: number
  /** Of all pairs, the share that may not meet. */
  readonly conflicts: number
  readonly seed: number
}

/**
 * Promotions that all apply to the cart, some of whose pairs exclude each other, with actions of three kinds for different
 * lines: what `resolution: "best"` has to choose from.
 */
export function competing({ count, lines, conflicts, seed }: Competition): {
  readonly cart: Cart
  readonly entries: Entry[]
} {
  const one = seededRandom(seed)
  const below = (n: number) => Math.floor(one() * n)
  const ids = Array.from({ length: count }, (_, n) => `candidate${String(n).padStart(3, "0")}`)
  const entries = ids.map((id, n): Entry => {
    const kind = below(3)
    const someLines = below(2) === 0 ? null : { category: [`cat${below(Math.min(lines, 4))}`] }
    return {
      ...PLAIN_ENTRY,
      ...{ id, priority: below(5), lane: below(2), lines: kind === 2 ? null : someLines },
      exclusions: { lines: [], promotions: ids.slice(n + 1).filter(() => one() < conflicts) },
      action:
        kind === 0
          ? {
              ...{ type: "fixed_off", amounts: { EUR: BigInt(100 + below(2_000)) }, per: "order", caps: NO_CAPS },
              appliesTo: "matching_lines",
            }
          : {
              ...{ type: "percent_off", ppm: (1 + below(30)) * 10_000, caps: NO_CAPS },
              appliesTo: kind === 1 ? "matching_lines" : "order",
            },
    }
  })
  return { cart: cartOfLines(lines, below), entries }
}

const cartOfLines = (lines: number, below: (n: number) => number): Cart => ({
  ...{ currency: "EUR", nowMs: Date.UTC(2026, 2, 10, 12), attributes: {}, firstOrder: null, codes: [], shipping: [] },
  lines: Array.from({ length: lines }, (_, n) => {
    const quantity = 1 + below(3)
    const amount = BigInt(quantity * (500 + below(8_000)))
    const attributes = { variant: [`sku${n}`], category: [`cat${n % 4}`] }
    return { id: `line${String(n).padStart(2, "0")}`, quantity, amount, attributes, discountable: true }
  }),
})

import type { Sides } from "../harness/measure-pairs"
import { percentile } from "../harness/percentile"
import type { StatementCounter, Statements } from "../harness/statement-counter"
import type { Buyers, Side } from "./buyers"
import { CHECKOUT_CALLS, type CheckoutCall } from "./place-order"
import type { ShopUnderTest } from "./shop-under-test"

export interface CountedCheckout {
  readonly calls: ReadonlyMap<CheckoutCall, Statements>
  readonly whole: Statements
}

const CHECKOUTS = 5

/** Apart from the timed runs: reading the counts between two calls takes time and keeps the database awake. */
export async function countStatements(
  shops: Sides<ShopUnderTest>,
  buyers: Buyers,
  counter: StatementCounter,
): Promise<Sides<CountedCheckout>> {
  const count = async (side: Side): Promise<CountedCheckout> => {
    const seen = new Map<CheckoutCall, Statements[]>(CHECKOUT_CALLS.map((call) => [call, []]))
    for (let n = 0; n < CHECKOUTS; n += 1) {
      await buyers.buy(side, async (call, send) => {
        const { result, counted } = await counter.during(shops[side].database, send)
        seen.get(call)?.push(counted)
        return result
      })
    }
    const calls = new Map([...seen].map(([call, counts]) => [call, typical(counts)] as const))
    return { calls, whole: sum([...calls.values()]) }
  }
  return { ours: await count("ours"), peer: await count("peer") }
}

/** The median: now and then a job of the host's own falls into a call. */
const typical = (counts: readonly Statements[]): Statements => ({
  statements: percentile(
    counts.map(({ statements }) => statements),
    50,
  ),
  executionMs: percentile(
    counts.map(({ executionMs }) => executionMs),
    50,
  ),
})

const sum = (parts: readonly Statements[]): Statements => ({
  statements: parts.reduce((total, { statements }) => total + statements, 0),
  executionMs: parts.reduce((total, { executionMs }) => total + executionMs, 0),
})

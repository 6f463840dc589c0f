import { performance } from "node:perf_hooks"
import { percentile } from "../harness/percentile"
import type { CartTime } from "./part"

export interface TimedCarts extends CartTime {
  readonly cartsPerSecond: number
}

/**
 * Prices the same carts over and over until the time is up, all of them at least once.
 *
 * @param price what is measured; it is awaited only when it answers a promise
 */
export async function timeCarts(
  carts: readonly number[],
  seconds: number,
  price: (cart: number) => unknown,
): Promise<TimedCarts> {
  const durationsUs: number[] = []
  const startedAt = performance.now()
  do {
    for (const cart of carts) {
      const before = performance.now()
      const answer = price(cart)
      if (answer instanceof Promise) await answer
      durationsUs.push((performance.now() - before) * 1_000)
    }
  } while (performance.now() - startedAt < seconds * 1_000)
  const took = durationsUs.reduce((sum, duration) => sum + duration, 0)
  return {
    cartsPerSecond: (durationsUs.length * 1e6) / took,
    p50Us: percentile(durationsUs, 50),
    p99Us: percentile(durationsUs, 99),
  }
}

import type { Contestant } from "./contestant"

/**
 * Prices carts with every engine. An engine that is fast and wrong is no peer, and ours would be no engine.
 *
 * @throws Error that names the cart and what each said
 */
export async function requireSameTotals(contestants: readonly Contestant[], carts: readonly number[]): Promise<void> {
  for (const cart of carts) {
    const totals: number[] = []
    for (const { price } of contestants) totals.push(await price(cart))
    if (new Set(totals).size <= 1) continue
    const said = contestants.map(({ name }, n) => `${totals[n] ?? "nothing"} in ${name}`).join(", ")
    throw new Error(`Cart ${cart} costs ${said}.`)
  }
}

import { describe, expect, it } from "@jest/globals"
import { cartOf, percent, priced } from "./__fixtures__/promotions"
import { PriceCache } from "./price-cache"

describe("the cache of prices", () => {
  const cart = (nowMs: number, amount = 1_000) => cartOf({ nowMs, lines: [{ id: "a", sku: "a", amount }] })
  const asked = () => {
    const cache = new PriceCache()
    let evaluations = 0
    const ask = (of: ReturnType<typeof cart>, revision = "1", untilMs = 100) =>
      cache.of(of, revision, untilMs, () => {
        evaluations += 1
        return priced([percent("p", 10)], of)
      })
    return { ask, count: () => evaluations }
  }

  it("answers the same cart 2 times from 1 evaluation, whenever it is asked before a rule's time changes", () => {
    const { ask, count } = asked()
    expect(ask(cart(1))).toBe(ask(cart(99)))
    expect(count()).toBe(1)
  })

  it("evaluates again at the instant of a change, with other rules, and for another cart", () => {
    const { ask, count } = asked()
    ask(cart(1))
    ask(cart(100), "1", 200)
    ask(cart(101), "2", 200)
    expect(ask(cart(101, 2_000), "2", 200).discount).toBe(200n)
    expect(count()).toBe(4)
  })
})

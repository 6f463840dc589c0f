import { describe, expect, it } from "@jest/globals"
import { highestPassing } from "./highest-passing"

/** A server that keeps up until its capacity, and what it was asked to keep up with. */
function serverFor(capacity: number) {
  const tried: number[] = []
  const passes = (rate: number) => {
    tried.push(rate)
    return Promise.resolve(rate <= capacity)
  }
  return { tried, passes }
}

describe("highestPassing", () => {
  it("climbs by doubling from 100 to 400 when 799 is the most, and tries 800 once", async () => {
    const { tried, passes } = serverFor(799)
    expect(await highestPassing({ start: 100, factor: 2, mostRungs: 10 }, passes)).toBe(400)
    expect(tried).toEqual([100, 200, 400, 800])
  })

  it("descends from 800 and stops at 200, the first that passes", async () => {
    const { tried, passes } = serverFor(300)
    expect(await highestPassing({ start: 800, factor: 2, mostRungs: 10 }, passes)).toBe(200)
    expect(tried).toEqual([800, 400, 200])
  })

  it("answers the highest of 3 rungs when all pass, and nothing when none does", async () => {
    expect(await highestPassing({ start: 100, factor: 2, mostRungs: 3 }, serverFor(9_999).passes)).toBe(400)
    expect(await highestPassing({ start: 100, factor: 2, mostRungs: 3 }, serverFor(10).passes)).toBeUndefined()
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { arrivalSchedule } from "./arrival-schedule"
import { seededRandom } from "./seeded-random"

const notAsked = () => {
  throw new Error("A constant rate draws no random number.")
}

describe("arrivalSchedule", () => {
  it("spaces 4 a second 250 ms apart, beginning at once", () => {
    const schedule = arrivalSchedule({ arrivals: "constant", ratePerSecond: 4, seconds: 1 }, notAsked)
    expect([...schedule]).toEqual([0, 250, 500, 750])
  })

  it("keeps 3 a second on the beat after 1000 seconds", () => {
    const times = [...arrivalSchedule({ arrivals: "constant", ratePerSecond: 3, seconds: 1000 }, notAsked)]
    expect(times).toHaveLength(3000)
    expect(times[2997]).toBeCloseTo(999_000, 6)
  })

  it("turns a random number of 1 − 1/e into exactly the mean gap, 100 ms at 10 a second", () => {
    const schedule = arrivalSchedule({ arrivals: "poisson", ratePerSecond: 10, seconds: 0.35 }, () => 1 - 1 / Math.E)
    expect([...schedule].map(Math.round)).toEqual([100, 200, 300])
  })

  it("makes about 1000 Poisson arrivals a second, whose gaps spread as wide as their mean", () => {
    const options = { arrivals: "poisson", ratePerSecond: 1000, seconds: 20 } as const
    const times = [...arrivalSchedule(options, seededRandom(1))]
    expect(Math.abs(times.length - 20_000)).toBeLessThan(4 * Math.sqrt(20_000))
    const gaps = times.map((time, n) => time - (times[n - 1] ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
    expect(deviation / mean).toBeCloseTo(1, 1)
  })

  it("gives the same arrivals for the same seed, and others for another", () => {
    const options = { arrivals: "poisson", ratePerSecond: 50, seconds: 2 } as const
    const times = (seed: number) => [...arrivalSchedule(options, seededRandom(seed))]
    expect(times(7)).toEqual(times(7))
    expect(times(7)).not.toEqual(times(8))
  })

  it("stays in order and before the end, whatever the random numbers are", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 500 }), (seed, ratePerSecond) => {
        const times = [...arrivalSchedule({ arrivals: "poisson", ratePerSecond, seconds: 1 }, seededRandom(seed))]
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(times.every((time) => time >= 0 && time < 1000)).toBe(true)
      }),
    )
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { distanceKm } from "./distance-km"

const point = fc.record({
  latitude: fc.integer({ min: -900, max: 900 }).map((tenths) => tenths / 10),
  longitude: fc.integer({ min: -1800, max: 1800 }).map((tenths) => tenths / 10),
})

describe("distanceKm", () => {
  it("is 0 from a place to itself, 111 for a degree of latitude, 20,015 to the other end of the globe", () => {
    const here = { latitude: 52.5, longitude: 13.4 }
    expect(distanceKm(here, here)).toBe(0)
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBe(111)
    expect(distanceKm(here, { latitude: -52.5, longitude: -166.6 })).toBe(20015)
  })

  it("crosses the date line the short way: 222 km between 179 east and 179 west", () => {
    expect(distanceKm({ latitude: 0, longitude: 179 }, { latitude: 0, longitude: -179 })).toBe(222)
  })

  it.each([
    ["Berlin and Paris", [52.52, 13.41], [48.86, 2.35], 878],
    ["New York and Los Angeles", [40.71, -74.01], [34.05, -118.24], 3936],
    ["London and Sydney", [51.51, -0.13], [-33.87, 151.21], 16_994],
    ["Tokyo and San Francisco", [35.68, 139.69], [37.77, -122.42], 8270],
  ] as const)("is right to 1 % between %s", (_, [aLat, aLong], [bLat, bLong], km) => {
    const found = distanceKm({ latitude: aLat, longitude: aLong }, { latitude: bLat, longitude: bLong })
    expect(Math.abs(found - km) / km).toBeLessThan(0.01)
  })

  it("is a whole number from 0 to 20,015, the same both ways", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const km = distanceKm(a, b)
        expect(Number.isInteger(km) && km >= 0 && km <= 20_015).toBe(true)
        expect(distanceKm(b, a)).toBe(km)
      }),
    )
  })
})

import { describe, expect, it } from "@jest/globals"

import { COUNTRY_CENTROIDS } from "./country-centroids"
import { POSTAL_SCHEMES } from "./postal-schemes"

type Box = readonly [south: number, north: number, west: number, east: number]

/** Rough boxes around each country, those of far islands and of forces abroad beside them. */
const BOXES: Readonly<Record<string, readonly Box[]>> = {
  at: [[46.3, 49.1, 9.5, 17.2]],
  au: [[-43.7, -10.6, 113.1, 153.7]],
  ca: [[41.6, 70.0, -141.1, -52.6]],
  ch: [[45.8, 47.9, 5.9, 10.5]],
  de: [[47.2, 55.1, 5.8, 15.1]],
  es: [
    [35.2, 43.8, -9.4, 4.4],
    [27.6, 29.5, -18.2, -13.4],
  ],
  fr: [[41.3, 51.1, -5.2, 9.6]],
  gb: [[49.1, 60.9, -8.2, 1.8]],
  it: [[36.6, 47.1, 6.6, 18.6]],
  jp: [[26.0, 45.6, 127.6, 145.9]],
  nl: [[50.7, 53.6, 3.3, 7.3]],
  us: [[24.5, 49.4, -124.8, -66.9]],
}

/** Regions far from the rest of their country, each with the country whose middle is near. */
const FAR_AWAY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fr: {
    971: "gp",
    972: "mq",
    973: "gf",
    974: "re",
    975: "pm",
    976: "yt",
    977: "bl",
    978: "mf",
    984: "tf",
    986: "wf",
    987: "pf",
    988: "nc",
  },
  us: { "006": "pr", "007": "pr", "008": "vi", "009": "pr", 969: "gu" },
}

const schemes = Object.entries(POSTAL_SCHEMES)

describe("POSTAL_SCHEMES", () => {
  it("reads 12 countries, each with its box here", () => {
    expect(schemes.map(([country]) => country)).toEqual(Object.keys(BOXES))
    expect(schemes).toHaveLength(12)
  })

  it.each(schemes)(
    "has every region of %s within its box, or where the map says it is far away",
    (country, { regions }) => {
      for (const [prefix, { latitude, longitude, name }] of regions) {
        const far = FAR_AWAY[country]?.[prefix]
        if (far !== undefined) {
          const [south, west] = COUNTRY_CENTROIDS[far]!
          expect({ name, near: Math.abs(latitude - south) + Math.abs(longitude - west) < 1 }).toEqual({
            name,
            near: true,
          })
          continue
        }
        if (/^(AK|HI) /.test(name)) continue
        const inside = BOXES[country]!.some(
          ([south, north, west, east]) =>
            south <= latitude && latitude <= north && west <= longitude && longitude <= east,
        )
        expect({ name, inside }).toEqual({ name, inside: true })
      }
    },
  )

  it.each([
    ["at", 1, "1-9"],
    ["ch", 1, "1-9"],
    ["au", 1, "1-9"],
    ["ca", 1, "ABCEGHJKLMNPRSTVXY"],
    ["nl", 2, "10-99"],
    ["jp", 2, "00-99"],
    ["es", 2, "01-52"],
    ["fr", 2, "01-95"],
  ])("leaves no gap in %s", (country, length, keys) => {
    const found = [...POSTAL_SCHEMES[country]!.regions.keys()].filter((key) => key.length === length).sort()
    const [from, to] = keys.split("-").map(Number)
    const all =
      to === undefined
        ? [...keys]
        : Array.from({ length: to - from! + 1 }, (_, step) => String(from! + step).padStart(length, "0"))
    expect(found).toEqual(all)
  })

  it("has 96 of the 100 German pairs of digits: 00, 05, 43 and 62 are not in use", () => {
    const keys = POSTAL_SCHEMES["de"]!.regions
    const missing = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, "0")).filter((key) => !keys.has(key))
    expect(missing).toEqual(["00", "05", "43", "62"])
  })

  it("has 93 of the 100 Italian pairs of digits: 7 are not in use", () => {
    const keys = POSTAL_SCHEMES["it"]!.regions
    const missing = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, "0")).filter((key) => !keys.has(key))
    expect(missing).toEqual(["49", "68", "69", "77", "78", "79", "99"])
  })

  it("has the 121 British postcode areas and 3 islands", () => {
    expect(POSTAL_SCHEMES["gb"]!.regions.size).toBe(124)
  })
})

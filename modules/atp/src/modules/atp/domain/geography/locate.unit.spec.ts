import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { distanceKm } from "./distance-km"
import { locate, type Address } from "./locate"

const kmBetween = (a: Address, b: Address) => distanceKm(locate(a)!, locate(b)!)
const us = (postalCode: string) => ({ country: "us", postalCode })

describe("locate", () => {
  it("finds New York 10001 nearer to a warehouse in 11201 than to one in Reno 89501, and Los Angeles 90001 to Reno", () => {
    expect(kmBetween(us("10001"), us("11201"))).toBeLessThan(30)
    expect(kmBetween(us("10001"), us("89501"))).toBeGreaterThan(3500)
    expect(kmBetween(us("90001"), us("89501"))).toBeLessThan(kmBetween(us("90001"), us("11201")))
  })

  it("finds Berlin 10115 nearer to Rotterdam 3011 than to New York 10001", () => {
    const berlin = { country: "de", postalCode: "10115" }
    expect(kmBetween(berlin, { country: "nl", postalCode: "3011" })).toBeLessThan(700)
    expect(kmBetween(berlin, us("10001"))).toBeGreaterThan(6000)
  })

  it.each([
    ["Berlin and München", "de", "10115", "80331", 504],
    ["Paris and Marseille", "fr", "75001", "13001", 661],
    ["London and Edinburgh", "gb", "SW1A 1AA", "EH1 1YZ", 534],
    ["Toronto and Vancouver", "ca", "M5V 2T6", "V6B 1A1", 3360],
    ["Tokyo and Osaka", "jp", "100-0001", "530-0001", 400],
    ["Roma and Milano", "it", "00118", "20121", 477],
    ["Madrid and Las Palmas", "es", "28001", "35001", 1765],
    ["Amsterdam and Maastricht", "nl", "1012 AB", "6211 CD", 175],
    ["Sydney and Perth", "au", "2000", "6000", 3290],
    ["Zürich and Genève", "ch", "8001", "1201", 224],
    ["Wien and Bregenz", "at", "1010", "6900", 505],
    ["Miami and Seattle", "us", "33101", "98101", 4400],
  ])("is right to 60 km or 5 %% between %s", (_, country, from, to, km) => {
    const found = kmBetween({ country, postalCode: from }, { country, postalCode: to })
    expect(Math.abs(found - km)).toBeLessThan(Math.max(60, 0.05 * km))
  })

  it.each([
    ["US", "10001-1234", "us", "10001"],
    [" us ", " 100 01 ", "us", "10001"],
    ["ca", "m5v-2t6", "CA", "M5V 2T6"],
    ["ca", "M5V", "ca", "M5V2T6"],
    ["gb", "sw1a1aa", "gb", "SW1A 1AA"],
    ["gb", "M1", "gb", "M1 1AE"],
    ["gb", "B33 8TH", "gb", "b338th"],
    ["nl", "1012ab", "nl", "1012"],
    ["jp", "〒１００－０００１", "jp", "1000001"],
    ["de", "D-10115", "de", "10115"],
    ["ch", "CH-8001", "ch", "8001"],
    ["at", "A-1010", "at", "1010"],
    ["fr", "F-75001", "fr", "75 001"],
  ])("reads %s %s as it reads %s %s", (country, postalCode, sameCountry, samePostalCode) => {
    const found = locate({ country, postalCode })
    expect(found).toMatchObject({ precision: "postal" })
    expect(found).toEqual(locate({ country: sameCountry, postalCode: samePostalCode }))
  })

  it("tells Birmingham B from Bath BA, and Corsica 20 and Réunion 974 from the rest of France", () => {
    expect(
      kmBetween({ country: "gb", postalCode: "B1 1AA" }, { country: "gb", postalCode: "BA1 1AA" }),
    ).toBeGreaterThan(100)
    expect(locate({ country: "fr", postalCode: "20000" })).toEqual({
      latitude: 42.2,
      longitude: 9.1,
      precision: "postal",
    })
    expect(locate({ country: "fr", postalCode: "97400" })?.latitude).toBe(-21.1)
  })

  it.each([
    ["us", "1000"],
    ["us", "2134"],
    ["us", "00001"],
    ["us", "M5V 2T6"],
    ["de", "05000"],
    ["de", "101150"],
    ["gb", "BX1 1AA"],
    ["gb", "10115"],
    ["ca", "D1A 1A1"],
    ["jp", "100"],
    ["ie", "D02 X285"],
    ["us", ""],
  ])("falls back to the country for %s %s", (country, postalCode) => {
    expect(locate({ country, postalCode })).toEqual({ ...locate({ country }), precision: "country" })
  })

  it("takes null as not given, and answers null for 5 countries that are none", () => {
    expect(locate({ country: "de", postalCode: null })).toEqual({
      latitude: 51.1,
      longitude: 10.4,
      precision: "country",
    })
    for (const country of ["zz", "", "deu", "toString", null])
      expect(locate({ country, postalCode: "10115" })).toBeNull()
    expect(locate({})).toBeNull()
  })

  it("answers for any text at all", () => {
    const country = fc.oneof(fc.constantFrom("us", "gb", "fr", "jp", "nl"), fc.string())
    fc.assert(
      fc.property(country, fc.string({ unit: "grapheme" }), (country, postalCode) => {
        const found = locate({ country, postalCode })
        expect(found === null || Math.abs(found.latitude) <= 90).toBe(true)
      }),
    )
  })
})

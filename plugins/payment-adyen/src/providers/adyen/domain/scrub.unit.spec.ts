import { describe, expect, it } from "@jest/globals"
import { holdsCardNumber, scrub } from "./scrub"

const CARDS = ["4111" + "1".repeat(12), "4242".repeat(4), "5454".repeat(4), "3700" + "0".repeat(10) + "2"]

describe("scrub", () => {
  it.each(CARDS)("takes a card number of %# out of a text, also with blanks and dashes in it", (number) => {
    for (const written of [number, number.replace(/(.{4})(?=.)/g, "$1 "), number.replace(/(.{4})(?=.)/g, "$1-")]) {
      expect(scrub(`card ${written} was refused`)).toBe("card [removed] was refused")
      expect(holdsCardNumber({ a: [{ b: written }] })).toBe(true)
    }
  })

  it("takes API keys and encrypted card data out", () => {
    expect(scrub(`key AQE${"x".repeat(40)} and eyJhbGciOi.abc.def`)).toBe("key [removed] and [removed]")
  })

  it("leaves references, amounts and ids as they are", () => {
    const text = "pspReference QFQTPCQ8HXSKGK82, capt_01JABCDEF, 199900 EUR, 8515131751004934"
    expect(scrub(text)).toBe(text)
  })
})

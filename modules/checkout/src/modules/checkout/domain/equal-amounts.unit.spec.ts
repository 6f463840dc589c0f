import { describe, expect, it } from "@jest/globals"
import { equalAmounts } from "./equal-amounts"

const of = (currencyCode: string, cart: string, collection = cart, session = cart) =>
  equalAmounts({
    currencyCode,
    cart,
    collection: { amount: collection, currencyCode },
    session: { amount: session, currencyCode },
  })

describe("amounts that have to be one", () => {
  it.each([
    ["usd", "19.99", "1999"],
    ["jpy", "1999", "1999"],
    ["kwd", "1.999", "1999"],
  ])("are counted in minor units: %s %s is %s", (currency, amount, minor) => {
    expect(of(currency, amount)).toEqual({ equal: true, minor })
  })

  it("are equal where they differ in digits that no provider can charge, and not one cent further", () => {
    expect(of("usd", "42.337375", "42.34", "42.3355")).toEqual({ equal: true, minor: "4234" })
    expect(of("usd", "42.345", "42.34")).toMatchObject({ equal: false })
    expect(of("jpy", "100.5", "100")).toMatchObject({ equal: false })
  })

  it("name all three for the shopper when one differs", () => {
    expect(of("usd", "10", "10", "9.99")).toEqual({
      equal: false,
      cart: "10.00 USD",
      collection: "10.00 USD",
      session: "9.99 USD",
    })
  })

  it("are not equal in two currencies, whatever the digits", () => {
    const asked = { amount: "10", currencyCode: "eur" }
    expect(equalAmounts({ currencyCode: "usd", cart: "10", collection: asked, session: asked }).equal).toBe(false)
  })

  it("of a currency that nobody knows are compared as they were sent", () => {
    expect(of("zzz", "10.5")).toEqual({ equal: true, minor: "10.5" })
    expect(of("zzz", "10.5", "10.50")).toMatchObject({ equal: false })
  })
})

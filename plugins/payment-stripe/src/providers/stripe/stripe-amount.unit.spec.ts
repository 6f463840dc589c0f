import { describe, expect, it } from "@jest/globals"
import { ISO_4217_EXPONENTS, money, moneyToMedusa, type Currency } from "@holdfast/kernel"
import fc from "fast-check"
import { currencyOf, fromStripeAmount, STRIPE_CURRENCIES, toStripeAmount } from "./stripe-amount"

const failureCode = (run: () => unknown) => {
  try {
    run()
    return "none"
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe("an amount as Stripe counts it", () => {
  it.each([
    ["eur", "19.99", 1999],
    ["eur", 19.99, 1999],
    ["usd", "0.5", 50],
    ["jpy", "500", 500],
    ["krw", "50000", 50000],
    ["clp", "1000", 1000],
    ["isk", "5", 500],
    ["ugx", "5", 500],
    ["mga", "5.00", 5],
    ["huf", "175.50", 17550],
    ["kwd", "5.120", 5120],
  ])("%s %s is %i", (currency, amount, counted) => {
    expect(toStripeAmount(amount, currency, "refuse")).toBe(counted)
  })

  it("rounds a total of 1.649175 EUR half up to what the shopper saw", () => {
    expect(toStripeAmount("1.649175", "eur", "refuse")).toBe(165)
    expect(toStripeAmount({ value: "1.644", precision: 20 }, "eur", "refuse")).toBe(164)
  })

  it("refuses 5.124 KWD, or rounds it half up to 5.120 and 5.125 to 5.130 where the shop says so", () => {
    expect(failureCode(() => toStripeAmount("5.124", "kwd", "refuse"))).toBe("amount_not_exact")
    expect(toStripeAmount("5.124", "kwd", "half_up")).toBe(5120)
    expect(toStripeAmount("5.125", "kwd", "half_up")).toBe(5130)
    expect(toStripeAmount("5.121", "bhd", "half_up")).toBe(5120)
  })

  it("leaves 19.99 EUR and 5 ISK as they are when it may round", () => {
    expect(toStripeAmount("19.99", "eur", "half_up")).toBe(1999)
    expect(toStripeAmount("5", "isk", "half_up")).toBe(500)
  })

  it.each([
    ["xau", "1", "currency_unsupported"],
    ["", "1", "currency_unsupported"],
    ["eur", "1,50", "amount_unreadable"],
    ["eur", null, "amount_unreadable"],
    ["mga", "5.01", "amount_not_exact"],
    ["eur", "99999999999999999", "amount_out_of_range"],
  ])("refuses %s %s as %s", (currency, amount, code) => {
    expect(failureCode(() => toStripeAmount(amount, currency, "refuse"))).toBe(code)
  })

  it("comes back as the same decimal in every currency that Stripe can count exactly", () => {
    const currencies = Object.keys(ISO_4217_EXPONENTS) as Currency[]
    fc.assert(
      fc.property(fc.constantFrom(...currencies), fc.bigInt({ min: 1n, max: 10n ** 9n }), (currency, units) => {
        const step = BigInt(STRIPE_CURRENCIES.steps?.[currency] === 10 ? 10 : currency === "MGA" ? 100 : 1)
        const decimal = moneyToMedusa(money(units * step, currency))
        expect(
          fromStripeAmount(toStripeAmount(decimal, currency.toLowerCase(), "refuse"), currency.toLowerCase()),
        ).toBe(decimal)
      }),
    )
  })

  it("reads 500 UGX of Stripe's as 5, and cannot read 4010 ISK", () => {
    expect(fromStripeAmount(500, "ugx")).toBe("5")
    expect(fromStripeAmount(4010, "isk")).toBeNull()
    expect(currencyOf("EUR")).toBe("eur")
  })
})

import { describe, expect, it } from "@jest/globals"
import { ISO_4217_EXPONENTS, type Currency } from "@holdfast/kernel"
import fc from "fast-check"
import { fromAdyenAmount, toAdyenAmount } from "./currencies"

describe("amounts as Adyen counts them", () => {
  it.each<[string, Currency, number]>([
    ["19.99", "EUR", 1999],
    ["500", "JPY", 500],
    ["5", "UGX", 5],
    ["1000", "CLP", 100000],
    ["12", "CVE", 12],
    ["40", "ISK", 4000],
    ["15000", "IDR", 15000],
    ["5.124", "KWD", 5124],
    ["0.01", "USD", 1],
    ["9999999999.99", "EUR", 999999999999],
  ])("counts %s %s as %p, and back", (amount, currency, value) => {
    expect(toAdyenAmount(amount, currency.toLowerCase())).toEqual({ ok: true, value: { currency, value } })
    expect(fromAdyenAmount({ currency, value })).toMatchObject({ currencyCode: currency.toLowerCase() })
    expect(Number(fromAdyenAmount({ currency, value })?.amount)).toBe(Number(amount))
  })

  it("counts every currency there and back without losing a unit", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(ISO_4217_EXPONENTS) as Currency[])),
        fc.integer({ min: 1, max: 1_000_000 }),
        (currency, whole) => {
          const theirs = toAdyenAmount(String(whole), currency)
          if (!theirs.ok) throw new Error(theirs.message)
          expect(Number(fromAdyenAmount(theirs.value)?.amount)).toBe(whole)
        },
      ),
    )
  })

  it("refuses 0.50 IDR and 0.50 CVE, which Adyen counts without decimals", () => {
    expect(toAdyenAmount("0.50", "idr")).toMatchObject({ ok: false, code: "amount_not_exact" })
    expect(toAdyenAmount("0.50", "cve")).toMatchObject({ ok: false, code: "amount_not_exact" })
  })

  it("refuses 0, less than 0 and a currency there is not, and rounds computed tax half up", () => {
    expect(toAdyenAmount(0, "eur")).toMatchObject({ code: "amount_invalid" })
    expect(toAdyenAmount("-1", "eur")).toMatchObject({ code: "amount_invalid" })
    expect(toAdyenAmount("61.94987", "eur")).toEqual({ ok: true, value: { currency: "EUR", value: 6195 } })
    expect(toAdyenAmount("1", "abc")).toMatchObject({ code: "currency_unknown" })
  })

  it("reads no amount where there is none that can be counted", () => {
    for (const amount of [
      null,
      undefined,
      5,
      {},
      { value: 5 },
      { value: 1.5, currency: "EUR" },
      { value: 5, currency: "abc" },
    ]) {
      expect(fromAdyenAmount(amount)).toBeNull()
    }
  })
})

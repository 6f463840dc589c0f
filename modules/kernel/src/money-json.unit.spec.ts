import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { ISO_4217_EXPONENTS, type Currency } from "./currency-exponent"
import { money } from "./money"
import { moneyFromJson, moneyFromMinorText, moneyToJson } from "./money-json"

const CURRENCIES = Object.keys(ISO_4217_EXPONENTS) as Currency[]

describe("money in JSON", () => {
  it("travels as 1 string of minor units and 1 code", () => {
    expect(JSON.stringify(moneyToJson(money(-1999n, "EUR")))).toBe('{"amountMinor":"-1999","currency":"EUR"}')
  })

  it("comes back as the same money in each of the 165 currencies", () => {
    const amount = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n })
    fc.assert(
      fc.property(amount, fc.constantFrom(...CURRENCIES), (amountMinor, currency) => {
        const there: unknown = JSON.parse(JSON.stringify(moneyToJson(money(amountMinor, currency))))
        expect(moneyFromJson(there)).toEqual({ ok: true, value: money(amountMinor, currency) })
      }),
    )
  })

  it("ignores other members, and takes the small-letter code of a database row", () => {
    expect(moneyFromJson({ amountMinor: "5", currency: "eur", note: "tip" })).toEqual({
      ok: true,
      value: money(5n, "EUR"),
    })
  })

  it.each([
    null,
    undefined,
    1999,
    "1999",
    [],
    {},
    { amountMinor: 1999, currency: "EUR" },
    { amountMinor: 1999n, currency: "EUR" },
    { amountMinor: null, currency: "EUR" },
    { currency: "EUR" },
  ])("refuses %p as amount_malformed", (json) => {
    expect(moneyFromJson(json)).toMatchObject({ ok: false, code: "amount_malformed" })
  })

  it.each(["19.99", "-0", "007", "+7", " 7", "7 ", "7\n", "", "-", "0x7", "1e3", "7n", "1".repeat(39)])(
    "refuses the text %p as amount_malformed, because 1 amount has 1 text",
    (text) => {
      expect(moneyFromMinorText(text, "EUR")).toMatchObject({ ok: false, code: "amount_malformed" })
    },
  )

  it("says what came and what 19.99 EUR looks like", () => {
    expect(moneyFromMinorText("19.99", "EUR")).toStrictEqual({
      ok: false,
      code: "amount_malformed",
      message: '"19.99" is not an amount in minor units.',
      nextStep: 'Send whole minor units as a string of digits: "1999" for 19.99 EUR.',
    })
  })

  it("refuses an unknown currency, a missing one and gold", () => {
    expect(moneyFromJson({ amountMinor: "1", currency: "ZZZ" })).toMatchObject({ code: "currency_unknown" })
    expect(moneyFromJson({ amountMinor: "1" })).toMatchObject({ code: "currency_unknown" })
    expect(moneyFromMinorText("1", "XAU")).toMatchObject({ code: "currency_without_minor_unit" })
  })
})

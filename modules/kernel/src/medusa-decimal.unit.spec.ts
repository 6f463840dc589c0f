import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { exponentOf, ISO_4217_EXPONENTS, type Currency } from "./currency-exponent"
import { medusaCurrencyCode, moneyFromMedusa, moneyToMedusa, type MedusaAmount } from "./medusa-decimal"
import { money } from "./money"
import { expectDone } from "./outcome"

const CURRENCIES = Object.keys(ISO_4217_EXPONENTS) as Currency[]
const read = (amount: MedusaAmount, code: string) => expectDone(moneyFromMedusa(amount, code))

// What Medusa's BigNumber looks like: the exact value with 20 significant digits, and a float beside it.
const bigNumber = (value: string, numeric = Number(value)) => ({ numeric, raw: { value, precision: 20 } })

describe("moneyFromMedusa", () => {
  it.each<[MedusaAmount, string, bigint]>([
    ["19.99", "eur", 1999n],
    [19.99, "eur", 1999n],
    [1999, "jpy", 1999n],
    ["1999", "JPY", 1999n],
    ["1.999", "kwd", 1999n],
    ["1.2345", "clf", 12345n],
    [-0.5, "usd", -50n],
    ["1.10", "eur", 110n],
    [1e21, "eur", 10n ** 23n],
    [0, "eur", 0n],
    [{ value: "10.990000000000000000" }, "eur", 1099n],
    [{ value: 10.99 }, "eur", 1099n],
    [bigNumber("19.990000000000000000"), "eur", 1999n],
    [bigNumber("1.0000000000000000000e+21"), "eur", 10n ** 23n],
    [{ numeric: 19.99 }, "eur", 1999n],
    [{ numeric: 19.99, raw: undefined }, "eur", 1999n],
    [{ toFixed: () => "19.99" }, "eur", 1999n],
  ])("reads %j %s as %p minor units", (amount, code, amountMinor) => {
    const answer = read(amount, code)
    expect(answer.amountMinor).toBe(amountMinor)
    expect(answer.currency).toBe(code.toUpperCase())
  })

  it("takes the exact raw value where the float beside it has lost the last of 20 digits", () => {
    expect(read(bigNumber("123456789012345678.12", 123456789012345680), "eur").amountMinor).toBe(12345678901234567812n)
    expect(moneyFromMedusa(bigNumber("0.00001", 0), "eur")).toMatchObject({ ok: false, code: "amount_too_precise" })
  })

  it.each<[MedusaAmount, string]>([
    ["19.999", "eur"],
    [0.1 + 0.2, "eur"],
    [1e-7, "eur"],
    ["0.5", "jpy"],
    ["1.2345", "kwd"],
    ["1.649175", "usd"],
  ])("refuses %p %s as amount_too_precise unless a rounding is named", (amount, code) => {
    expect(moneyFromMedusa(amount, code)).toMatchObject({ ok: false, code: "amount_too_precise" })
    expect(moneyFromMedusa(amount, code, "half_up").ok).toBe(true)
  })

  it("rounds 1.649175 USD to 1.65 or 1.64 and 0.5 JPY to 1 or 0, as named", () => {
    const rounded = (amount: string, code: string, rounding: "half_up" | "half_even" | "down" | "up") =>
      expectDone(moneyFromMedusa(amount, code, rounding)).amountMinor
    expect(rounded("1.649175", "usd", "half_up")).toBe(165n)
    expect(rounded("1.649175", "usd", "down")).toBe(164n)
    expect(rounded("0.5", "jpy", "half_up")).toBe(1n)
    expect(rounded("0.5", "jpy", "half_even")).toBe(0n)
    expect(rounded("-0.5", "jpy", "half_up")).toBe(-1n)
    expect(rounded("1e-7", "eur", "up")).toBe(1n)
  })

  it("says what came, what the currency has and what to do", () => {
    expect(moneyFromMedusa("1.649175", "usd")).toStrictEqual({
      ok: false,
      code: "amount_too_precise",
      message: '"1.649175" has more decimals than the 2 of USD.',
      nextStep: "Round it where it is computed, or name a rounding here.",
    })
  })

  it.each(["12,50", "", "NaN", NaN, Infinity, null, undefined, {}, [], { value: null }, { value: "x" }, true, 1n])(
    "refuses %p as decimal_malformed and does not throw",
    (amount) => {
      expect(moneyFromMedusa(amount as MedusaAmount, "eur")).toMatchObject({ ok: false, code: "decimal_malformed" })
    },
  )

  it("refuses 39 digits of minor units as decimal_out_of_range and takes 38", () => {
    expect(moneyFromMedusa("1e36", "eur")).toMatchObject({ ok: false, code: "decimal_out_of_range" })
    expect(moneyFromMedusa("-1e36", "eur")).toMatchObject({ ok: false, code: "decimal_out_of_range" })
    expect(moneyFromMedusa("1e330", "eur")).toMatchObject({ ok: false, code: "decimal_out_of_range" })
    expect(moneyFromMedusa("9".repeat(36) + ".99", "eur").ok).toBe(true)
  })

  it("refuses the 9 codes of Medusa's own table that ISO 4217 no longer has", () => {
    for (const code of ["bgn", "eek", "hrk", "irt", "ltl", "lvl", "vef", "zmk", "zwl"]) {
      expect(moneyFromMedusa(1, code)).toMatchObject({ ok: false, code: "currency_unknown" })
    }
    expect(moneyFromMedusa(1, "xau")).toMatchObject({ ok: false, code: "currency_without_minor_unit" })
  })
})

describe("moneyToMedusa", () => {
  it.each<[bigint, Currency, string]>([
    [1999n, "EUR", "19.99"],
    [2000n, "EUR", "20.00"],
    [-5n, "KWD", "-0.005"],
    [1999n, "JPY", "1999"],
    [0n, "EUR", "0.00"],
  ])("writes %p minor units of %s as %s", (amountMinor, currency, text) => {
    expect(moneyToMedusa(money(amountMinor, currency))).toBe(text)
  })

  it("keeps all 20 significant digits that Medusa keeps, and throws amount_beyond_medusa at 21", () => {
    expect(moneyToMedusa(money(10n ** 20n - 1n, "EUR"))).toBe("999999999999999999.99")
    expect(moneyToMedusa(money(10n ** 23n, "EUR"))).toBe("1000000000000000000000.00")
    for (const amountMinor of [10n ** 20n + 1n, -(10n ** 20n) - 1n]) {
      expect(() => moneyToMedusa(money(amountMinor, "EUR"))).toThrow(
        expect.objectContaining({ code: "amount_beyond_medusa" }),
      )
    }
  })

  it("writes currency codes the way Medusa does: eur for EUR", () => {
    expect(medusaCurrencyCode("EUR")).toBe("eur")
  })

  it("comes back as the same money in each of the 165 currencies, as text, raw value and BigNumber", () => {
    const amount = fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n })
    fc.assert(
      fc.property(amount, fc.constantFrom(...CURRENCIES), (amountMinor, currency) => {
        const there = moneyToMedusa(money(amountMinor, currency))
        for (const amount of [there, { value: there }, bigNumber(there), { value: `${there}e0` }]) {
          expect(read(amount, medusaCurrencyCode(currency))).toEqual(money(amountMinor, currency))
        }
      }),
    )
  })

  it("reads a JavaScript number as the same money while it has at most 15 digits", () => {
    const amount = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n })
    fc.assert(
      fc.property(amount, fc.constantFrom(...CURRENCIES), (amountMinor, currency) => {
        const asNumber = Number(moneyToMedusa(money(amountMinor, currency)))
        expect(read(asNumber, currency)).toEqual(money(amountMinor, currency))
      }),
    )
  })

  it("is within 1 minor unit of an amount with more decimals, whatever the rounding", () => {
    const digits = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
    fc.assert(
      fc.property(digits, fc.constantFrom("half_up", "half_even", "down", "up"), (millionths, rounding) => {
        const { amountMinor } = expectDone(moneyFromMedusa(`${millionths}e-6`, "eur", rounding))
        const error = amountMinor * 10_000n - millionths
        expect(error < 10_000n && error > -10_000n).toBe(true)
        expect(exponentOf("EUR")).toBe(2)
      }),
    )
  })
})

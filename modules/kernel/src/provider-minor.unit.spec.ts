import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { exponentOf, ISO_4217_EXPONENTS, type Currency } from "./currency-exponent"
import { money } from "./money"
import { fromProviderMinor, toProviderMinor, type ProviderCurrencyTable } from "./provider-minor"

const CURRENCIES = Object.keys(ISO_4217_EXPONENTS) as Currency[]

// As the two providers document them; the plugins own the real tables.
const STRIPE: ProviderCurrencyTable = {
  provider: "Stripe",
  exponents: { ISK: 2, UGX: 2, MGA: 0 },
  steps: { ISK: 100, UGX: 100, BHD: 10, JOD: 10, KWD: 10, OMR: 10, TND: 10 },
  unlisted: "iso_4217",
}
const ADYEN: ProviderCurrencyTable = {
  provider: "Adyen",
  exponents: { CLP: 2, CVE: 0, IDR: 0, ISK: 2 },
  unlisted: "iso_4217",
}

describe("toProviderMinor and fromProviderMinor", () => {
  it.each<[bigint, Currency, number, number]>([
    [1999n, "EUR", 1999, 1999],
    [500n, "JPY", 500, 500],
    [5n, "UGX", 500, 5],
    [5n, "ISK", 500, 500],
    [1000n, "CLP", 1000, 100000],
    [5120n, "KWD", 5120, 5120],
    [1500000n, "IDR", 1500000, 15000],
    [-1999n, "EUR", -1999, -1999],
    [0n, "ISK", 0, 0],
  ])(
    "counts %p minor units of %s as %p at Stripe and %p at Adyen, and back",
    (amountMinor, currency, stripe, adyen) => {
      const ours = money(amountMinor, currency)
      expect(toProviderMinor(ours, STRIPE)).toStrictEqual({ ok: true, value: stripe })
      expect(toProviderMinor(ours, ADYEN)).toStrictEqual({ ok: true, value: adyen })
      expect(fromProviderMinor(stripe, currency.toLowerCase(), STRIPE)).toEqual({ ok: true, value: ours })
      expect(fromProviderMinor(String(adyen), currency, ADYEN)).toEqual({ ok: true, value: ours })
    },
  )

  it("refuses 5.124 KWD at Stripe, whose last digit must be 0, and takes it at Adyen", () => {
    expect(toProviderMinor(money(5124n, "KWD"), STRIPE)).toStrictEqual({
      ok: false,
      code: "amount_not_exact",
      message: "Stripe cannot take 5.124 KWD: it counts KWD with 3 decimals, in steps of 10.",
      nextStep: "Round the amount where it is set, by a rule the customer has seen, then send it again.",
    })
    expect(toProviderMinor(money(5124n, "KWD"), ADYEN)).toStrictEqual({ ok: true, value: 5124 })
  })

  it("refuses 0.50 IDR and 1.01 MGA where the provider has no decimals", () => {
    expect(toProviderMinor(money(50n, "IDR"), ADYEN)).toMatchObject({
      code: "amount_not_exact",
      message: "Adyen cannot take 0.50 IDR: it counts IDR with 0 decimals.",
    })
    expect(toProviderMinor(money(101n, "MGA"), STRIPE)).toMatchObject({ code: "amount_not_exact" })
    expect(toProviderMinor(money(100n, "MGA"), STRIPE)).toStrictEqual({ ok: true, value: 1 })
  })

  it("refuses 40.10 ISK from a provider, and takes 5.124 KWD from Stripe, because it has happened", () => {
    expect(fromProviderMinor(4010, "isk", STRIPE)).toMatchObject({
      ok: false,
      code: "amount_not_exact",
      message: "Stripe reported 4010 with 2 decimals of ISK, which has 0.",
    })
    expect(fromProviderMinor(5124, "kwd", STRIPE)).toEqual({ ok: true, value: money(5124n, "KWD") })
  })

  it("refuses a currency that a complete table does not name", () => {
    const complete: ProviderCurrencyTable = { provider: "Till", exponents: { EUR: 2, JPY: 0 }, unlisted: "refused" }
    expect(toProviderMinor(money(5n, "JPY"), complete)).toStrictEqual({ ok: true, value: 5 })
    expect(toProviderMinor(money(5n, "USD"), complete)).toStrictEqual({
      ok: false,
      code: "currency_not_offered",
      message: "Till's currency table does not name USD.",
      nextStep: "Offer another provider for this currency, or add it to the table with its source.",
    })
    expect(fromProviderMinor(5, "usd", complete)).toMatchObject({ code: "currency_not_offered" })
  })

  it("takes 2^53 - 1 and refuses 2^53 as amount_out_of_range", () => {
    expect(toProviderMinor(money(2n ** 53n - 1n, "EUR"), ADYEN)).toStrictEqual({ ok: true, value: 2 ** 53 - 1 })
    expect(toProviderMinor(money(2n ** 53n, "EUR"), ADYEN)).toMatchObject({ code: "amount_out_of_range" })
    expect(toProviderMinor(money(-(2n ** 53n), "EUR"), ADYEN)).toMatchObject({ code: "amount_out_of_range" })
    expect(toProviderMinor(money(10n ** 14n, "CLP"), ADYEN)).toMatchObject({ code: "amount_out_of_range" })
  })

  it.each([1.5, NaN, Infinity, 2 ** 53, "", "1.5", "1e3", " 1", "x", null, undefined, {}, 1n])(
    "refuses %p from a provider as amount_malformed",
    (amountMinor) => {
      expect(fromProviderMinor(amountMinor as number, "eur", ADYEN)).toMatchObject({ code: "amount_malformed" })
    },
  )

  it("refuses an unknown currency and gold from a provider", () => {
    expect(fromProviderMinor(1, "zzz", ADYEN)).toMatchObject({ code: "currency_unknown" })
    expect(fromProviderMinor(1, "XAU", ADYEN)).toMatchObject({ code: "currency_without_minor_unit" })
  })

  it.each([-1, 7, 1.5, NaN])("throws provider_table_wrong for the exponent %p", (exponent) => {
    const table: ProviderCurrencyTable = { provider: "Till", exponents: { EUR: exponent }, unlisted: "iso_4217" }
    const wrong = expect.objectContaining({ code: "provider_table_wrong" })
    expect(() => toProviderMinor(money(1n, "EUR"), table)).toThrow(wrong)
    expect(() => fromProviderMinor(1, "EUR", table)).toThrow(wrong)
  })

  it.each([0, -10, 1.5, NaN])("throws provider_table_wrong for the step %p", (step) => {
    const table: ProviderCurrencyTable = { provider: "Till", exponents: {}, steps: { EUR: step }, unlisted: "iso_4217" }
    expect(() => toProviderMinor(money(1n, "EUR"), table)).toThrow(
      expect.objectContaining({ code: "provider_table_wrong" }),
    )
  })

  const anyTable = fc.record({
    provider: fc.constant("Any"),
    exponents: fc.dictionary(fc.constantFrom(...CURRENCIES), fc.nat(6)),
    unlisted: fc.constant("iso_4217" as const),
  })

  it("comes back as the same money from any table, or is refused: nothing is lost on the way", () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
    fc.assert(
      fc.property(amount, fc.constantFrom(...CURRENCIES), anyTable, (amountMinor, currency, table) => {
        const there = toProviderMinor(money(amountMinor, currency), table)
        if (there.ok) {
          expect(fromProviderMinor(there.value, currency, table)).toEqual({
            ok: true,
            value: money(amountMinor, currency),
          })
        } else {
          expect(["amount_not_exact", "amount_out_of_range"]).toContain(there.code)
        }
      }),
    )
  })

  it("agrees with our own count in each of the 165 currencies where the table is ISO 4217", () => {
    const iso: ProviderCurrencyTable = { provider: "ISO", exponents: ISO_4217_EXPONENTS, unlisted: "refused" }
    for (const currency of CURRENCIES) {
      expect(toProviderMinor(money(1234n, currency), iso)).toStrictEqual({ ok: true, value: 1234 })
      expect(exponentOf(currency)).toBe(iso.exponents[currency])
    }
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import type { Currency } from "./currency-exponent"
import {
  addMoney,
  compareMoney,
  money,
  multiplyByQuantity,
  multiplyByRate,
  negateMoney,
  percentOf,
  subtractMoney,
  sumMoney,
  type Money,
} from "./money"
import { expectDone } from "./outcome"
import { parsePercent, rate } from "./rate"
import type { Rounding } from "./rounding"

const eur = (cents: bigint) => money(cents, "EUR")
const anyEur = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(eur)
const ROUNDINGS: readonly Rounding[] = ["half_up", "half_even", "down", "up"]

describe("money", () => {
  it.each<[bigint, Currency, string]>([
    [1999n, "EUR", "19.99 EUR"],
    [-5n, "EUR", "-0.05 EUR"],
    [1999n, "JPY", "1999 JPY"],
    [1999n, "KWD", "1.999 KWD"],
    [12345n, "CLF", "1.2345 CLF"],
  ])("writes %p minor units of %s as %s for people", (amountMinor, currency, text) => {
    const amount = money(amountMinor, currency)
    expect(amount).toMatchObject({ amountMinor, currency })
    expect(amount.toString()).toBe(text)
    expect(`${amount}`).toBe(text)
  })

  it("adds, subtracts and negates to the cent, also beyond 2^53", () => {
    expect(addMoney(eur(1999n), eur(1n))).toEqual(eur(2000n))
    expect(subtractMoney(eur(1n), eur(1999n))).toEqual(eur(-1998n))
    expect(negateMoney(eur(1999n))).toEqual(eur(-1999n))
    expect(addMoney(eur(2n ** 53n), eur(1n)).amountMinor).toBe(9007199254740993n)
  })

  it("adds in any order and grouping, and takes back what it added", () => {
    fc.assert(
      fc.property(anyEur, anyEur, anyEur, (a, b, c) => {
        expect(addMoney(a, b)).toEqual(addMoney(b, a))
        expect(addMoney(addMoney(a, b), c)).toEqual(addMoney(a, addMoney(b, c)))
        expect(subtractMoney(addMoney(a, b), b)).toEqual(a)
        expect(addMoney(a, negateMoney(a))).toEqual(eur(0n))
        expect(sumMoney("EUR", [a, b, c])).toEqual(addMoney(addMoney(a, b), c))
      }),
    )
  })

  it("sums no amounts to 0, and 3 amounts from any iterable", () => {
    expect(sumMoney("JPY", [])).toEqual(money(0n, "JPY"))
    expect(sumMoney("EUR", new Set([eur(1n), eur(2n), eur(3n)]))).toEqual(eur(6n))
  })

  it("compares as -1, 0 and 1, and sorts", () => {
    expect(compareMoney(eur(1n), eur(2n))).toBe(-1)
    expect(compareMoney(eur(2n), eur(2n))).toBe(0)
    expect(compareMoney(eur(2n), eur(-2n))).toBe(1)
    expect([eur(3n), eur(-1n), eur(2n)].sort(compareMoney).map(String)).toEqual(["-0.01 EUR", "0.02 EUR", "0.03 EUR"])
  })

  it("throws currency_mixed in all 4 functions that take 2 amounts", () => {
    const usd = money(1n, "USD")
    for (const act of [
      () => addMoney(eur(1n), usd),
      () => subtractMoney(eur(1n), usd),
      () => compareMoney(eur(1n), usd),
      () => sumMoney("EUR", [eur(1n), usd]),
    ]) {
      expect(act).toThrow(expect.objectContaining({ code: "currency_mixed" }))
      expect(act).toThrow("EUR and USD met in one calculation.")
    }
  })
})

describe("multiplication", () => {
  it("multiplies by whole quantities exactly: 3, 0, -1 and 10^18", () => {
    expect(multiplyByQuantity(eur(1999n), 3)).toEqual(eur(5997n))
    expect(multiplyByQuantity(eur(1999n), 0)).toEqual(eur(0n))
    expect(multiplyByQuantity(eur(1999n), -1)).toEqual(eur(-1999n))
    expect(multiplyByQuantity(eur(1999n), 10n ** 18n)).toEqual(eur(1999n * 10n ** 18n))
  })

  it.each([1.5, NaN, Infinity, 2 ** 53])("throws quantity_not_whole for %p", (quantity) => {
    expect(() => multiplyByQuantity(eur(1n), quantity)).toThrow(expect.objectContaining({ code: "quantity_not_whole" }))
  })

  it("is repeated addition", () => {
    fc.assert(
      fc.property(anyEur, fc.nat(20), (price, quantity) => {
        const lines = Array.from({ length: quantity }, () => price)
        expect(multiplyByQuantity(price, quantity)).toEqual(sumMoney("EUR", lines))
      }),
    )
  })

  it.each<[string, Rounding, bigint]>([
    ["19", "half_up", 380n], // 379.81
    ["19", "down", 379n],
    ["8.25", "half_up", 165n], // 164.9175
    ["8.25", "down", 164n],
    ["8.25", "up", 165n],
    ["100", "down", 1999n],
    ["0", "up", 0n],
  ])("takes %s %% of 19.99 EUR rounded %s as %p cents, once", (percentage, rounding, cents) => {
    const by = expectDone(parsePercent(percentage))
    expect(multiplyByRate(eur(1999n), by, rounding)).toEqual(eur(cents))
    expect(multiplyByRate(eur(-1999n), by, rounding)).toEqual(eur(-cents))
  })

  it("tells the 4 roundings apart at 12.5 and 13.5 cents", () => {
    const half = rate(1n, 2n)
    expect(ROUNDINGS.map((r) => multiplyByRate(eur(25n), half, r).amountMinor)).toEqual([13n, 12n, 12n, 13n])
    expect(ROUNDINGS.map((r) => multiplyByRate(eur(27n), half, r).amountMinor)).toEqual([14n, 14n, 13n, 14n])
  })

  it("never discounts more than the advertised 15 % when rounding down", () => {
    expect(percentOf(eur(999n), 15n, "down")).toEqual(eur(149n))
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 100n), (cents, percentage) => {
        const off = percentOf(eur(cents), percentage, "down").amountMinor
        expect(off * 100n <= cents * percentage && (off + 1n) * 100n > cents * percentage).toBe(true)
      }),
    )
  })
})

describe("what money refuses at run time", () => {
  // The compiler allows < and >= between any two objects, and plain objects would compare as "[object Object]".
  it("throws money_operator_not_allowed for <, >=, unary + and a sum of 2 amounts", () => {
    const [a, b] = [eur(1n), eur(2n)]
    const untyped = a as unknown as number
    for (const act of [() => a < b, () => a >= b, () => +untyped, () => untyped + (b as unknown as number)]) {
      expect(act).toThrow(expect.objectContaining({ code: "money_operator_not_allowed" }))
    }
  })

  it("does not become JSON by accident, 1 level deep or 3", () => {
    expect(() => JSON.stringify(eur(1n))).toThrow(TypeError)
    expect(() => JSON.stringify({ order: { total: eur(1n) } })).toThrow("BigInt")
  })

  it("holds the 2 members amountMinor and currency and nothing else", () => {
    expect(Object.keys(eur(1n) satisfies Money)).toEqual(["amountMinor", "currency"])
  })
})

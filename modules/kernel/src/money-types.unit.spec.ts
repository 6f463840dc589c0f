import { describe, expect, it } from "@jest/globals"

import { addMoney, money, multiplyByQuantity, multiplyByRate, type Money } from "./money"
import { moneyFromJson, moneyToJson } from "./money-json"
import { refuse, type Outcome } from "./outcome"
import { idFactory, type Id } from "./ids"

// What must not compile. The expected errors are checked by `tsc -p tsconfig.spec.json`, which fails when one of these
// lines compiles after all. The functions are never called.
const price = money(1999n, "EUR")
const quantity = 3
const forbidden = {
  "a price times a float": () =>
    // @ts-expect-error money is no number
    price * 1.2,
  "a price plus a quantity": () =>
    // @ts-expect-error money is no number
    price + quantity,
  "a price minus a price": () =>
    // @ts-expect-error money has no operators
    price - price,
  "a price compared with a number": () =>
    // @ts-expect-error money is no number
    price > 0,
  "its minor units times a float": () =>
    // @ts-expect-error bigint and number do not mix
    price.amountMinor * 1.2,
  "its minor units plus a quantity": () =>
    // @ts-expect-error bigint and number do not mix
    price.amountMinor + quantity,
  "a changed amount": () => {
    // @ts-expect-error amountMinor is read-only
    price.amountMinor = 1n
  },
  "a look-alike as money": (): Money =>
    // @ts-expect-error only money() and the conversions make money
    ({ amountMinor: 1999n, currency: "EUR", toString: () => "", [Symbol.toPrimitive]: () => "" }),
  "a spread copy as money": (): Money =>
    // @ts-expect-error a copy loses what makes it money
    ({ ...price }),
  "JSON as money": (): Money =>
    // @ts-expect-error it travels as text and comes back through moneyFromJson
    moneyToJson(price),
  "an unread outcome as money": (): Money =>
    // @ts-expect-error the refusal comes first
    moneyFromJson({}),
  "a misspelled currency": () =>
    // @ts-expect-error EURO is not a code
    money(1n, "EURO"),
  "a currency without a minor unit": () =>
    // @ts-expect-error gold has no minor unit
    money(1n, "XAU"),
  "a currency code from outside": (code: string) =>
    // @ts-expect-error parseCurrency comes first
    money(1n, code),
  "a count of minor units as a number": () =>
    // @ts-expect-error 1999 may have been 19.99 before
    money(1999, "EUR"),
  "a bare number as an amount": () =>
    // @ts-expect-error a number has no currency
    addMoney(price, 1),
  "a decimal text as a quantity": () =>
    // @ts-expect-error text is no quantity
    multiplyByQuantity(price, "3"),
  "a float as a rate": () =>
    // @ts-expect-error 0.19 is not exact, parseRate("0.19") is
    multiplyByRate(price, 0.19, "half_up"),
  "a rate without a named rounding": () =>
    // @ts-expect-error every division names its rounding
    multiplyByRate(price, { numerator: 1n, denominator: 3n }),
  "a rounding nobody knows": () =>
    // @ts-expect-error the roundings are named
    multiplyByRate(price, { numerator: 1n, denominator: 3n }, "bankers"),
  "a value before ok was looked at": (outcome: Outcome<Money>) =>
    // @ts-expect-error it may be a refusal
    outcome.value,
  "a code that is not noun_problem": () =>
    // @ts-expect-error a code has an underscore
    refuse("broken", "It is broken.", "Mend it."),
  "an id of another prefix": (): Id<"order"> =>
    // @ts-expect-error a hold is no order
    idFactory("hold", { now: () => 0, randomBytes: (size) => new Uint8Array(size) })(),
}

describe("what does not compile", () => {
  it(`is proved by the compiler for ${Object.keys(forbidden).length} mistakes`, () => {
    expect(Object.keys(forbidden)).toHaveLength(23)
  })
})

import { BrokenAssumption } from "./broken-assumption"
import { exponentOf, type Currency } from "./currency-exponent"
import { decimalText } from "./decimal"
import { rate, type Rate } from "./rate"
import { divideRounded, type Rounding } from "./rounding"

/**
 * An amount of money: a whole number of the currency's minor unit by ISO 4217, and the currency.
 *
 * It is opaque: only `money` and the conversions make one, so a look-alike read from JSON does not pass. `price * 1.2`
 * and `price + quantity` do not compile. `a < b` would compile on any object and quietly compare texts, so it throws
 * here; use `compareMoney`. `===` asks whether it is the same object; use `compareMoney(a, b) === 0`.
 * `JSON.stringify` throws too, as it does for any bigint; use `moneyToJson`.
 */
class Money {
  /** Exists for the compiler alone: it makes the type nominal. */
  declare private readonly opaque: "money"

  constructor(
    /** How many minor units: cents for EUR, yen for JPY, fils (thousandths) for KWD. May be negative. */
    readonly amountMinor: bigint,
    readonly currency: Currency,
  ) {}

  /** For messages and logs: `19.99 EUR`, `-5 JPY`. Use `moneyToMedusa` where a program reads the answer. */
  toString(): string {
    return `${decimalText(this.amountMinor, exponentOf(this.currency))} ${this.currency}`
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString()
    throw new BrokenAssumption(
      "money_operator_not_allowed",
      `${this.toString()} was used with an operator such as <, >= or +.`,
      "Use compareMoney, addMoney and the other functions of @holdfast/kernel.",
    )
  }
}

// Only the type leaves this file, so nobody else can make one with `new`.
export type { Money }

/**
 * Makes money from a count of minor units.
 *
 * @param amountMinor cents for EUR, yen for JPY, fils for KWD
 *
 * @example
 * money(1999n, "EUR") // 19.99 EUR
 * money(1999n, "JPY") // 1999 JPY
 * money(1999n, "KWD") // 1.999 KWD
 */
export function money(amountMinor: bigint, currency: Currency): Money {
  return new Money(amountMinor, currency)
}

/**
 * The sum of two amounts of one currency.
 *
 * @throws BrokenAssumption `currency_mixed`
 */
export function addMoney(a: Money, b: Money): Money {
  requireSameCurrency(a.currency, b.currency)
  return new Money(a.amountMinor + b.amountMinor, a.currency)
}

/**
 * What is left of `a` after taking `b` away. May be negative.
 *
 * @throws BrokenAssumption `currency_mixed`
 */
export function subtractMoney(a: Money, b: Money): Money {
  requireSameCurrency(a.currency, b.currency)
  return new Money(a.amountMinor - b.amountMinor, a.currency)
}

/** The same amount with the opposite sign: a charge as its refund. */
export function negateMoney(amount: Money): Money {
  return new Money(-amount.amountMinor, amount.currency)
}

/**
 * Compares two amounts of one currency: -1 when `a` is less, 0 when they are equal, 1 when `a` is more. It fits `sort`.
 *
 * @throws BrokenAssumption `currency_mixed`
 *
 * @example
 * if (compareMoney(authorized, total) < 0) return refuse("authorization_short", …)
 */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  requireSameCurrency(a.currency, b.currency)
  return a.amountMinor < b.amountMinor ? -1 : a.amountMinor > b.amountMinor ? 1 : 0
}

/**
 * The sum of any number of amounts; zero for none, which is why the currency is asked for.
 *
 * @throws BrokenAssumption `currency_mixed`
 *
 * @example
 * const subtotal = sumMoney("EUR", lines.map((line) => line.total))
 */
export function sumMoney(currency: Currency, amounts: Iterable<Money>): Money {
  let sum = 0n
  for (const amount of amounts) {
    requireSameCurrency(currency, amount.currency)
    sum += amount.amountMinor
  }
  return new Money(sum, currency)
}

/**
 * A price times a whole number of units. Exact.
 *
 * @param quantity whole units; may be negative. For parts of a unit use `multiplyByRate`, which names its rounding.
 * @throws BrokenAssumption `quantity_not_whole` for 1.5, NaN, or a number beyond 2⁵³ − 1
 *
 * @example
 * multiplyByQuantity(money(1999n, "EUR"), 3) // 59.97 EUR
 */
export function multiplyByQuantity(price: Money, quantity: number | bigint): Money {
  if (typeof quantity === "number") {
    if (!Number.isSafeInteger(quantity)) {
      throw new BrokenAssumption(
        "quantity_not_whole",
        `${price.toString()} was multiplied by the quantity ${quantity}.`,
        "Use a whole number, or multiplyByRate with a named rounding.",
      )
    }
    quantity = BigInt(quantity)
  }
  return new Money(price.amountMinor * quantity, price.currency)
}

/**
 * An amount times an exact rate, rounded once, to whole minor units, as named.
 *
 * @example
 * multiplyByRate(money(1999n, "EUR"), expectDone(parsePercent("19")), "half_up") // 3.80 EUR
 */
export function multiplyByRate(amount: Money, by: Rate, rounding: Rounding): Money {
  return new Money(divideRounded(amount.amountMinor * by.numerator, by.denominator, rounding), amount.currency)
}

/**
 * A whole percentage of an amount, rounded once, to whole minor units, as named. For 8.25 % use `parsePercent` with
 * `multiplyByRate`.
 *
 * @example
 * percentOf(money(999n, "EUR"), 15n, "down") // 1.49 EUR: never more than advertised
 */
export function percentOf(amount: Money, percentage: bigint, rounding: Rounding): Money {
  return multiplyByRate(amount, rate(percentage, 100n), rounding)
}

function requireSameCurrency(a: Currency, b: Currency): void {
  if (a === b) return
  throw new BrokenAssumption(
    "currency_mixed",
    `${a} and ${b} met in one calculation.`,
    "Convert one of them first, with a rate and a date that are written down.",
  )
}

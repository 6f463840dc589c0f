import { BrokenAssumption } from "./broken-assumption"
import { parseDecimal, type DecimalRefused } from "./decimal"
import { done, type Outcome } from "./outcome"
import { powerOfTen } from "./power-of-ten"

/**
 * A share of something, as an exact fraction without unit: 19 % is 19/100. The denominator is above zero.
 * It has no decimals of its own, so nothing is rounded before `multiplyByRate` rounds once, as named.
 */
export type Rate = { readonly numerator: bigint; readonly denominator: bigint }

/**
 * Makes a rate from whole numbers.
 *
 * @throws BrokenAssumption `rate_denominator_not_positive`
 *
 * @example
 * const third = rate(1n, 3n)
 */
export function rate(numerator: bigint, denominator: bigint): Rate {
  if (denominator <= 0n) {
    throw new BrokenAssumption(
      "rate_denominator_not_positive",
      `A rate was made of ${numerator} over ${denominator}.`,
      "Use a denominator above zero, and put the sign into the numerator.",
    )
  }
  return { numerator, denominator }
}

/**
 * Reads a rate as a factor: `"0.19"` is 19 %. Use `parsePercent` for Medusa's tax rates, which are percentages.
 *
 * @returns the exact fraction, or the codes of a number that cannot be read: `decimal_malformed`, `decimal_out_of_range`
 */
export function parseRate(factor: string | number): Outcome<Rate, DecimalRefused> {
  return parseScaled(factor, 0)
}

/**
 * Reads a percentage: `19`, `"8.25"` or `"12.5"`. Numbers are read through their shortest text, never as floats.
 *
 * @returns the exact fraction, or the codes of a number that cannot be read: `decimal_malformed`, `decimal_out_of_range`
 *
 * @example
 * parsePercent("8.25") // { ok: true, value: 825/10000 }
 */
export function parsePercent(percentage: string | number): Outcome<Rate, DecimalRefused> {
  return parseScaled(percentage, 2)
}

function parseScaled(numeral: string | number, extraScale: number): Outcome<Rate, DecimalRefused> {
  const decimal = parseDecimal(numeral)
  if (!decimal.ok) return decimal
  const { coefficient } = decimal.value
  const scale = decimal.value.scale + extraScale
  return done(scale >= 0 ? rate(coefficient, powerOfTen(scale)) : rate(coefficient * powerOfTen(-scale), 1n))
}

import { BrokenAssumption } from "./broken-assumption"

/**
 * How a division that does not come out even is finished. Every mode treats negative amounts as the mirror image of
 * positive ones, so a refund rounds exactly like the charge it undoes.
 *
 * - `half_up`: to the nearest; a half goes away from zero. 2.5 → 3, -2.5 → -3.
 * - `half_even`: to the nearest; a half goes to the even neighbour. 2.5 → 2, 3.5 → 4.
 * - `down`: towards zero. 2.9 → 2, -2.9 → -2.
 * - `up`: away from zero. 2.1 → 3, -2.1 → -3.
 */
export type Rounding = "half_up" | "half_even" | "down" | "up"

/**
 * Divides whole numbers and rounds as told. The unit of the answer is that of the numerator.
 *
 * @throws BrokenAssumption `division_by_zero`
 *
 * @example
 * divideRounded(1999n * 19n, 100n, "half_up") // 380n: 19 % of 19.99 is 3.80
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator === 0n) {
    throw new BrokenAssumption("division_by_zero", `${numerator} was divided by 0.`, "Check the divisor first.")
  }
  // BigInt division drops the fraction, so `quotient` is already rounded towards zero, and the remainder has the
  // numerator's sign.
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n || rounding === "down") return quotient

  const awayFromZero = numerator < 0n === denominator < 0n ? 1n : -1n
  if (rounding === "up") return quotient + awayFromZero

  const twice = magnitude(remainder) * 2n
  const whole = magnitude(denominator)
  if (twice !== whole) return twice > whole ? quotient + awayFromZero : quotient
  if (rounding === "half_up") return quotient + awayFromZero
  return quotient % 2n === 0n ? quotient : quotient + awayFromZero
}

const magnitude = (value: bigint) => (value < 0n ? -value : value)

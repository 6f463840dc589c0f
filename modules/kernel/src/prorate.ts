import { excerpt } from "./excerpt"
import { money, type Money } from "./money"
import { done, refuse, type Outcome, type Refusal } from "./outcome"

export type ProrateRefused = Refusal<"weights_empty" | "weights_all_zero" | "weight_negative">
export type ProrateByQuantityRefused = ProrateRefused | Refusal<"quantity_not_whole">

/**
 * Splits money over weights: a discount over line totals, a shipping cost over lines, a payment over orders.
 *
 * Each share is the exact share rounded down; the minor units that leaves over go, one each, to the lines with the
 * largest remainders, an earlier line first where two are equal. So
 * - the shares add up to the total, always;
 * - each differs from the exact share by less than one minor unit;
 * - a line of weight zero gets nothing;
 * - a negative total is split as the mirror image of the positive one;
 * - the same input gives the same answer on every machine.
 *
 * @param weights one for each line, in any common unit (line totals in minor units, grams); at least 0, not all 0
 * @returns one amount for each weight, in the same order, or `weights_empty`, `weights_all_zero`, `weight_negative`
 *
 * @example
 * prorate(money(1000n, "EUR"), [1n, 1n, 1n])                            // 3.34, 3.33, 3.33 EUR
 * prorate(discount, lines.map((line) => line.total.amountMinor))
 */
export function prorate(total: Money, weights: readonly bigint[]): Outcome<Money[], ProrateRefused> {
  let sum = 0n
  for (const [line, weight] of weights.entries()) {
    if (weight < 0n) return negative(line, weight)
    sum += weight
  }
  if (sum === 0n) return nothingToSplitOver(total, weights.length)

  const { amountMinor, currency } = total
  const sign = amountMinor < 0n ? -1n : 1n
  const magnitude = amountMinor * sign

  const shares: bigint[] = []
  const remainders: bigint[] = []
  let leftOver = magnitude
  for (const weight of weights) {
    const exact = magnitude * weight // times the sum of the weights
    const share = exact / sum
    shares.push(share)
    remainders.push(exact % sum)
    leftOver -= share
  }
  // Fewer units are left over than there are lines with a remainder, so a line of weight zero is never reached.
  if (leftOver > 0n) for (const line of byRemainder(remainders).slice(0, Number(leftOver))) shares[line]! += 1n

  return done(shares.map((share) => money(share * sign, currency)))
}

/**
 * Splits money over whole quantities: a line's total over its units, a cost over the pieces in each parcel.
 *
 * @param quantities whole numbers of at least 0, not all 0
 * @returns one amount for each quantity, in the same order, or the codes of `prorate` or `quantity_not_whole`
 *
 * @example
 * prorateByQuantity(money(1000n, "EUR"), [2, 1]) // 6.67, 3.33 EUR
 */
export function prorateByQuantity(
  total: Money,
  quantities: readonly number[],
): Outcome<Money[], ProrateByQuantityRefused> {
  const weights: bigint[] = []
  for (const [line, quantity] of quantities.entries()) {
    if (!Number.isSafeInteger(quantity)) {
      return refuse(
        "quantity_not_whole",
        `Line ${line + 1} has the quantity ${excerpt(quantity)}.`,
        "Use whole quantities, or prorate with weights in a smaller unit.",
      )
    }
    weights.push(BigInt(quantity))
  }
  return prorate(total, weights)
}

/** The line numbers, largest remainder first; `sort` is stable, so equal ones keep their order. */
function byRemainder(remainders: readonly bigint[]): number[] {
  const lines = Array.from(remainders, (_, line) => line)
  return lines.sort((a, b) => {
    const [left, right] = [remainders[a]!, remainders[b]!]
    return left > right ? -1 : left < right ? 1 : 0
  })
}

function negative(line: number, weight: bigint): Refusal<"weight_negative"> {
  return refuse(
    "weight_negative",
    `Line ${line + 1} has the weight ${weight}.`,
    "Use weights of at least 0. To split a refund, make the total negative instead.",
  )
}

function nothingToSplitOver(total: Money, lines: number): Refusal<"weights_empty" | "weights_all_zero"> {
  const text = total.toString()
  return lines === 0
    ? refuse("weights_empty", `${text} was to be split over no lines.`, "Give at least one line with a weight above 0.")
    : refuse(
        "weights_all_zero",
        `${text} was to be split over ${lines} weights of 0.`,
        "Give at least one weight above 0.",
      )
}

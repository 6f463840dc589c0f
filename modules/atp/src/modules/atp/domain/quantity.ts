import { BrokenAssumption, done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

// Grams of a kilogram are the finest measure here. Inside, every quantity is a whole number of thousandths, so that
// 0.1 + 0.2 is 0.3 and a thousand sums later still is. 1,000,000,000 units are 10^12 of them; numbers are exact to 9 * 10^15.
const PER_UNIT = 1000
const MOST_DECIMALS = 3

/** The sum of two quantities, exact. */
export const addQuantities = (a: number, b: number): number => fromThousandths(toThousandths(a) + toThousandths(b))

/** `a` without `b`, exact; below 0 when `b` is more. */
export const subtractQuantities = (a: number, b: number): number => fromThousandths(toThousandths(a) - toThousandths(b))

/** Below 0 when `a` is less, 0 when both are the same to the thousandth, above 0 when `a` is more. */
export const compareQuantities = (a: number, b: number): number => toThousandths(a) - toThousandths(b)

/** The sum of all, exact; 0 of none. */
export const sumQuantities = (quantities: readonly number[]): number =>
  fromThousandths(quantities.reduce((total, quantity) => total + toThousandths(quantity), 0))

/** The least of one or more quantities. */
export const minQuantity = (first: number, ...others: readonly number[]): number =>
  fromThousandths(Math.min(toThousandths(first), ...others.map(toThousandths)))

/**
 * `quantity` times `factor`, such as 3 kits of 0.25 kg each. What falls below a thousandth rounds away from zero: the
 * need for a part is never understated.
 */
export function multiplyQuantity(quantity: number, factor: number): number {
  const product = BigInt(toThousandths(quantity)) * BigInt(toThousandths(factor))
  const size = product < 0n ? -product : product
  const thousandths = Number((size + 999n) / 1000n)
  return fromThousandths(product < 0n ? -thousandths : thousandths)
}

/** How many times `each` is in `quantity`, rounded down to so many decimals; in whole thousandths, so that 0.6 has 0.2 3 times. */
export function unitsWithin(quantity: number, each: number, decimals: number): number {
  if (each <= 0 || quantity <= 0) return 0
  const scale = 10 ** decimals
  return Number((BigInt(toThousandths(quantity)) * BigInt(scale)) / BigInt(toThousandths(each))) / scale
}

export type QuantityRules = {
  /** What the caller calls it, such as `lines[2].quantity` or `row 900, safety_stock`. Goes into the message. */
  readonly field: string
  /** Places after the point, 0 to 3. Default 0: whole pieces. */
  readonly decimals?: number
  /** Default false. */
  readonly allowZero?: boolean
  /** Default false. With it, `max` bounds both sides. */
  readonly allowNegative?: boolean
  /** Default 1,000,000,000 units. */
  readonly max?: number
}

export type QuantityInvalid = Refusal<"quantity_invalid">

// Without an exponent: "1e9" in a quantity field is a slip more often than a billion. Enough characters for any allowed value.
const NUMERAL = /^-?\d{1,20}(?:\.\d{1,20})?$/

/**
 * Reads a quantity that a person or another system sent: a number, or digits with an optional point (`"2"`, `"0.250"`).
 *
 * A number that differs from the nearest allowed one by float noise alone (0.1 * 3) is read as that one: the host
 * multiplies with floats, and the shopper did nothing wrong. Zeros at the end do not count as decimals.
 *
 * @returns the quantity, or `quantity_invalid` whose message names the field, the value and what is allowed
 */
export function parseQuantity(input: unknown, rules: QuantityRules): Outcome<number, QuantityInvalid> {
  const { decimals = 0, allowZero = false, allowNegative = false, max = 1_000_000_000 } = rules
  const value = numberIn(input)
  if (value === undefined) return invalid(input, "not a number", rules)
  if (Math.abs(value) > max) return invalid(input, "too large", rules)

  const scaled = value * 10 ** decimals
  if (!isWholeButForNoise(scaled) || hasHiddenDigits(input, decimals)) {
    return invalid(input, decimals === 0 ? "not whole" : `finer than ${decimals} decimals`, rules)
  }
  const quantity = Math.round(scaled) / 10 ** decimals + 0 // -0 becomes 0
  if (quantity === 0 && !allowZero) return invalid(input, "zero", rules)
  if (quantity < 0 && !allowNegative) return invalid(input, "negative", rules)
  return done(quantity)
}

function numberIn(input: unknown): number | undefined {
  if (typeof input === "number") return Number.isFinite(input) ? input : undefined
  return typeof input === "string" && NUMERAL.test(input) ? Number(input) : undefined
}

// A numeral of twenty digits can be finer than a float shows: "1.00000000000000000001" is not 1.
function hasHiddenDigits(input: unknown, decimals: number): boolean {
  return typeof input === "string" && /[1-9]/.test((input.split(".")[1] ?? "").slice(decimals))
}

function invalid(input: unknown, problem: string, rules: QuantityRules): QuantityInvalid {
  const { field, decimals = 0, allowZero = false, allowNegative = false, max = 1_000_000_000 } = rules
  const kind = decimals === 0 ? "a whole number" : `a number with at most ${decimals} decimals`
  const least = allowNegative ? -max : allowZero ? 0 : 10 ** -decimals
  const allowed = `${kind} from ${least} to ${max}${allowNegative && !allowZero ? ", and not 0" : ""}`
  return refuse(
    "quantity_invalid",
    `${field} is ${shown(input)}: ${problem}. Allowed is ${allowed}.`,
    `Send ${allowed}.`,
  )
}

// What somebody typed into the wrong field is not repeated in full.
const SHOWN = 16

function shown(input: unknown): string {
  if (typeof input === "number" || typeof input === "bigint") return String(input)
  if (typeof input === "string") {
    return input.length <= SHOWN ? JSON.stringify(input) : `${JSON.stringify(input.slice(0, SHOWN))}…`
  }
  return input === null
    ? "null"
    : Array.isArray(input)
      ? "an array"
      : typeof input === "object"
        ? "an object"
        : typeof input
}

// A handful of roundings, each at most half a unit in the last place, is noise. Anything more was meant.
const isWholeButForNoise = (scaled: number): boolean =>
  Math.abs(scaled - Math.round(scaled)) <= 4 * Number.EPSILON * Math.max(1, Math.abs(scaled))

function toThousandths(quantity: number): number {
  const scaled = quantity * PER_UNIT
  const thousandths = Math.round(scaled)
  if (Number.isSafeInteger(thousandths) && isWholeButForNoise(scaled)) return thousandths
  throw new BrokenAssumption(
    "quantity_not_exact",
    `A rule was given the quantity ${quantity}, which has more than ${MOST_DECIMALS} decimals or is out of range.`,
    "Read quantities with parseQuantity before they reach a rule.",
  )
}

const fromThousandths = (thousandths: number): number => {
  if (Number.isSafeInteger(thousandths)) return thousandths / PER_UNIT + 0 // -0 becomes 0
  throw new BrokenAssumption(
    "quantity_out_of_range",
    `A sum of quantities reached ${thousandths} thousandths, beyond what a number keeps exactly.`,
    "Look for a quantity that was entered wrongly; no shop has that many units.",
  )
}

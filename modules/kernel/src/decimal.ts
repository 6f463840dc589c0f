import { excerpt } from "./excerpt"
import { done, refuse, type Outcome, type Refusal } from "./outcome"
import { powerOfTen } from "./power-of-ten"
import { divideRounded, type Rounding } from "./rounding"

/** A decimal number without loss: `coefficient` divided by ten to the power `scale`. A negative scale adds zeros. */
export type Decimal = { readonly coefficient: bigint; readonly scale: number }

export type DecimalRefused = Refusal<"decimal_malformed" | "decimal_out_of_range">

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/

// Whoever sends "1e999999999" must not make us compute a number of a billion digits. JavaScript's own numbers end at
// 1.8e308 and 5e-324, and decimal arithmetic in Medusa multiplies digits without cutting them, so both get room.
const MOST_CHARACTERS = 400
const LARGEST_EXPONENT = 330

/**
 * Reads a decimal numeral: digits, perhaps a point and digits, perhaps an exponent (`"19.99"`, `"-0.5"`, `"1e-7"`).
 * A JavaScript number is read through its shortest text, so `0.1` is one tenth, not the float nearest to it.
 *
 * @returns the exact value, or
 * - `decimal_malformed`: anything else, such as `"12,50"`, `" 1"`, `".5"`, `"0x10"`, `NaN` or `null`
 * - `decimal_out_of_range`: more than 400 characters, or an exponent beyond ±330
 */
export function parseDecimal(numeral: unknown): Outcome<Decimal, DecimalRefused> {
  const text = typeof numeral === "number" ? String(numeral) : numeral
  if (typeof text !== "string") return malformed(numeral)
  if (text.length > MOST_CHARACTERS) return outOfRange(text)

  const parts = DECIMAL.exec(text)
  if (parts === null) return malformed(numeral)
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = parts
  const exponent = Number(exponentText)
  if (Math.abs(exponent) > LARGEST_EXPONENT) return outOfRange(text)

  const coefficient = BigInt(whole + fraction)
  return done({ coefficient: sign === "-" ? -coefficient : coefficient, scale: fraction.length - exponent })
}

/**
 * Counts a decimal in units of ten to the power `-exponent`: 19.99 with exponent 2 is 1999.
 *
 * @returns the count, or `undefined` when the decimal is finer than that and no rounding is given
 */
export function countIn(exponent: number, decimal: Decimal, rounding?: Rounding): bigint | undefined {
  const shift = exponent - decimal.scale
  if (shift >= 0) return decimal.coefficient * powerOfTen(shift)
  const divisor = powerOfTen(-shift)
  if (rounding !== undefined) return divideRounded(decimal.coefficient, divisor, rounding)
  return decimal.coefficient % divisor === 0n ? decimal.coefficient / divisor : undefined
}

/** Writes a count of minor units with a point: 1999 and 2 as `19.99`, -5 and 3 as `-0.005`. */
export function decimalText(amountMinor: bigint, exponent: number): string {
  if (exponent === 0) return amountMinor.toString()
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, "0")
  const point = digits.length - exponent
  return `${amountMinor < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`
}

function malformed(numeral: unknown): DecimalRefused {
  return refuse(
    "decimal_malformed",
    `${excerpt(numeral)} is not a decimal number.`,
    'Send digits with an optional point, such as "19.99".',
  )
}

function outOfRange(text: string): DecimalRefused {
  return refuse(
    "decimal_out_of_range",
    `${excerpt(text)} has more digits than a number here can have.`,
    'Send a number of a sensible size, such as "19.99".',
  )
}

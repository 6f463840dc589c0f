import { parsePercent } from "@holdfast/kernel"
import type { Ppm } from "../domain/entry"
import { kindOf } from "./read-fields"
import type { Reading } from "./reading"

/** A percentage above 0 and up to 100, with up to four decimals, as exact parts per million. */
export function readPercent(reading: Reading, field: string, value: unknown): Ppm {
  if (typeof value !== "number" && typeof value !== "string") {
    reading.report(
      "entry_malformed",
      field,
      `is ${kindOf(value)}, not a percentage`,
      "Write a number, such as 15 or 12.5.",
    )
    return 0
  }
  const rate = parsePercent(value)
  if (!rate.ok) {
    reading.report(
      "entry_amount_invalid",
      field,
      `is ${kindOf(value)}, not a percentage`,
      "Write a number, such as 15 or 12.5.",
    )
    return 0
  }
  const { numerator, denominator } = rate.value
  if (numerator <= 0n || numerator > denominator) {
    const says = `is ${kindOf(value)}, and a percentage is above 0 and at most 100`
    reading.report("entry_percent_out_of_range", field, says, "Write a percentage between 0.0001 and 100.")
    return 0
  }
  const millionths = numerator * 1_000_000n
  if (millionths % denominator !== 0n) {
    const says = `is ${kindOf(value)}, with more than 4 decimals`
    reading.report("entry_amount_invalid", field, says, "Round it to 4 decimals.")
  }
  return Number(millionths / denominator)
}

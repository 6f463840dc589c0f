import { kindOf } from "./read-fields"
import type { Reading } from "./reading"

/** Counts of units and uses are stored as integers of four bytes. */
export const MOST_COUNTED = 2_147_483_647

/** A whole number within bounds. */
export function readInteger(reading: Reading, field: string, value: unknown, least: number, most: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value
  const says = `is ${kindOf(value)}, not a whole number from ${least} to ${most}`
  reading.report("entry_malformed", field, says, "Write a whole number without quotes.")
  return least
}

/** A number of units or times, one at least. */
export const readCount = (reading: Reading, field: string, value: unknown): number =>
  readInteger(reading, field, value, 1, MOST_COUNTED)

/** As `readCount`; left out or empty there is no limit. */
export const readLimit = (reading: Reading, field: string, value: unknown): number | null =>
  value === undefined || value === null ? null : readCount(reading, field, value)

export function readBoolean(reading: Reading, field: string, value: unknown): boolean {
  if (typeof value === "boolean") return value
  reading.report(
    "entry_malformed",
    field,
    `is ${kindOf(value)}, not true or false`,
    "Write true or false, without quotes.",
  )
  return false
}

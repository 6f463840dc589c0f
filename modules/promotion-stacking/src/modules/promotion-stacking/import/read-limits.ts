import type { CohortLimit, Limits } from "../domain/entry"
import { readCap } from "./read-amounts"
import { kindOf, readFields, under } from "./read-fields"
import { readCount, readLimit } from "./read-number"
import { reportUnknown } from "./read-selector"
import { readText } from "./read-text"
import type { Reading } from "./reading"

/** How often it may be used, and how much money it may give away. */
export function readLimits(reading: Reading, path: string, value: unknown): Limits {
  const fields = readFields(reading, path, value, ["uses", "uses_per_customer", "uses_per_cohort", "budget"])
  return {
    uses: readLimit(reading, under(path, "uses"), fields["uses"]),
    usesPerCustomer: readLimit(reading, under(path, "uses_per_customer"), fields["uses_per_customer"]),
    usesPerCohort: readCohorts(reading, under(path, "uses_per_cohort"), fields["uses_per_cohort"]),
    budget: readCap(reading, under(path, "budget"), fields["budget"]),
  }
}

const MOST_COHORTS = 1_000

function readCohorts(reading: Reading, path: string, value: unknown): readonly CohortLimit[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > MOST_COHORTS) {
    const says = Array.isArray(value)
      ? `has ${value.length} rows, and may have ${MOST_COHORTS}`
      : `is ${kindOf(value)}, not a list`
    reading.report("entry_malformed", path, says, "Write a list such as [{ cohort: new, uses: 100 }].")
    return []
  }
  const seen = new Set<string>()
  return value.map((one, n) => {
    const at = under(path, n)
    const fields = readFields(reading, at, one, ["cohort", "uses"])
    const cohort = readText(reading, under(at, "cohort"), fields["cohort"])
    if (cohort !== "" && !reading.known.segments.has(cohort)) {
      reportUnknown(reading, "entry_segment_unknown", under(at, "cohort"), "segment", cohort)
    }
    if (cohort !== "" && seen.has(cohort)) {
      const says = `names a cohort twice: ${kindOf(cohort)}`
      reading.report("entry_malformed", under(at, "cohort"), says, "Keep one row for each cohort.")
    }
    seen.add(cohort)
    return { cohort, uses: readCount(reading, under(at, "uses"), fields["uses"]) }
  })
}

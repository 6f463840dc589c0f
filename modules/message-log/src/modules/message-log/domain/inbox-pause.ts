const LONGEST_AFTER_FAILURE = 1_800
const LONGEST_WAIT = 600

/** Seconds until a message that failed is tried again: 2, 6, 18, … so eight tries outlast an outage of half an hour. */
export function failurePauseSeconds(failures: number): number {
  return Math.min(2 * 3 ** (failures - 1), LONGEST_AFTER_FAILURE)
}

/** Seconds until a message that waits is tried again: 2, 4, 8, … and every ten minutes in the end. */
export function waitPauseSeconds(waits: number): number {
  return Math.min(2 ** waits, LONGEST_WAIT)
}

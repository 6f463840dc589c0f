const LONGEST_SECONDS = 60

/** Seconds until an event that was refused is tried again: 1, 2, 4, … up to a minute, for as long as it takes. */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(2 ** (attempts - 1), LONGEST_SECONDS)
}

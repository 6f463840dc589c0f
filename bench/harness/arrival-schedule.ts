/** `constant`: evenly spaced. `poisson`: each independent of the others, as shoppers arrive. */
export type Arrivals = "constant" | "poisson"

/**
 * When each request is meant to start, in milliseconds from the beginning, in order.
 *
 * @param ratePerSecond how many arrive in a second, on average
 * @param random from 0 up to 1; not asked when the rate is constant
 */
export function* arrivalSchedule(
  { arrivals, ratePerSecond, seconds }: { arrivals: Arrivals; ratePerSecond: number; seconds: number },
  random: () => number,
): Generator<number, void> {
  const meanGapMs = 1000 / ratePerSecond
  const endMs = seconds * 1000
  // Counted rather than added up, so that a constant rate has no rounding to gather.
  if (arrivals === "constant") {
    for (let n = 0; n * meanGapMs < endMs; n += 1) yield n * meanGapMs
    return
  }
  // Gaps of a Poisson process are exponential. The argument stays above 0: random() never answers 1.
  const gap = () => -Math.log(1 - random()) * meanGapMs
  for (let atMs = gap(); atMs < endMs; atMs += gap()) yield atMs
}

export interface RatioSummary {
  /** Pairs it rests on. */
  readonly pairs: number
  readonly median: number
  /** With six pairs or more: the true median lies between these two in at least 95 of 100 such runs. With fewer: all of them do. */
  readonly low: number
  readonly high: number
  readonly lowest: number
  readonly highest: number
}

/** A figure of each side, and the ratios ours : peer of the pairs it was measured in. */
export interface Compared<T> {
  readonly ours: T
  readonly peer: T
  readonly ratio: RatioSummary
}

/**
 * Sums up one ratio from each pair. Both sides of a pair ran within seconds of each other, so what the machine did to
 * one it mostly did to the other, and the ratio forgets it; a ratio of two medians would not.
 */
export function summarizeRatios(ratios: readonly number[]): RatioSummary {
  const sorted = [...ratios].sort((a, b) => a - b)
  const at = (index: number): number => {
    const value = sorted[index]
    if (value === undefined) throw new RangeError("There is no median of no ratios.")
    return value
  }
  const last = sorted.length - 1
  const cut = tailOutsideInterval(sorted.length)
  return {
    pairs: sorted.length,
    median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2,
    low: at(cut),
    high: at(last - cut),
    lowest: at(0),
    highest: at(last),
  }
}

/**
 * How many values on each side lie outside the 95 % interval of the median. Each value falls below the true median with
 * probability one half whatever its distribution is, so the count below it is binomial: no bell curve is assumed.
 */
function tailOutsideInterval(count: number): number {
  let probability = 0.5 ** count
  let tail = probability
  let outside = 0
  while (tail * 2 <= 0.05 && outside < count / 2) {
    outside += 1
    probability *= (count - outside + 1) / outside
    tail += probability
  }
  return Math.max(0, outside - 1)
}

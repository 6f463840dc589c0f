/**
 * The value that `percent` of the values do not exceed: an observed one, never one made up between two.
 *
 * @param values in any order. A request that was never answered counts as Infinity, so that losing the slow ones cannot
 *   make a figure look better.
 * @param percent above 0, up to 100
 */
export function percentile(values: readonly number[], percent: number): number {
  if (percent <= 0 || percent > 100)
    throw new RangeError(`A percentile lies above 0 and up to 100; asked for ${percent}.`)
  const sorted = [...values].sort(byValue)
  const value = sorted[Math.ceil((percent / 100) * sorted.length) - 1]
  if (value === undefined) throw new RangeError(`There is no p${percent} of no values.`)
  return value
}

// Infinity minus Infinity is no number, and a comparison that answers NaN leaves the order open.
const byValue = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)

export interface Latency {
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** The four figures everybody asks for. A JSON file shows a lost one as null. */
export function summarizeLatency(durationsMs: readonly number[]): Latency {
  return {
    count: durationsMs.length,
    p50Ms: percentile(durationsMs, 50),
    p95Ms: percentile(durationsMs, 95),
    p99Ms: percentile(durationsMs, 99),
    maxMs: percentile(durationsMs, 100),
  }
}

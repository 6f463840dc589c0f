/** A change of a rule: when it was asked for, and when its commit was answered. Milliseconds of a clock that all share. */
export interface Change {
  readonly askedMs: number
  readonly answeredMs: number
  /** Whether the promotion applies from then on. */
  readonly applies: boolean
}

export interface Price {
  readonly startedMs: number
  readonly answeredMs: number
  /** Whether the promotion was in it. */
  readonly applied: boolean
}

export interface Staleness {
  /** For each change, from its answer to the first price by the new rule; 0 when that came before the answer. */
  readonly ms: readonly number[]
  /** Prices that were asked for after a change was answered, and were by the rule before it. */
  readonly stale: number
}

/**
 * How long another process went on with the rule before a change.
 *
 * @param changes each the opposite of the one before
 * @param prices in the order in which they were answered
 * @throws Error for a change that no price ever showed
 */
export function stalenessOf(changes: readonly Change[], prices: readonly Price[]): Staleness {
  let stale = 0
  const ms = changes.map(({ askedMs, answeredMs, applies }, n) => {
    const until = changes[n + 1]?.askedMs ?? Infinity
    const shown = prices.find((price) => price.answeredMs > askedMs && price.applied === applies)
    if (!shown || shown.answeredMs > until)
      throw new Error(`Change ${n + 1} was shown by no price before the next one.`)
    for (const price of prices) {
      if (price.startedMs > answeredMs && price.answeredMs < until && price.applied !== applies) stale += 1
    }
    return Math.max(0, shown.answeredMs - answeredMs)
  })
  return { ms, stale }
}

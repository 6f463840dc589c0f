export interface Ladder {
  readonly start: number
  /** One rung is this many times the one below it. */
  readonly factor: number
  readonly mostRungs: number
}

/**
 * Looks for the highest rate that passes: climbs from `start` while it passes, or descends until it does. A rate that
 * passed by luck costs one rung at most, since the next one has to pass by itself.
 *
 * @returns the highest that passed, or nothing when none did
 */
export async function highestPassing(
  { start, factor, mostRungs }: Ladder,
  passes: (rate: number) => Promise<boolean>,
): Promise<number | undefined> {
  let rate = start
  let best: number | undefined
  for (let rung = 0; rung < mostRungs; rung += 1) {
    if (await passes(rate)) {
      best = rate
      if (rate < start) return best
      rate *= factor
    } else {
      if (best !== undefined) return best
      rate /= factor
    }
  }
  return best
}

const FIRST_MS = 5

/** The longest pause between two looks at a lock that somebody in another process holds. */
export const LONGEST_PAUSE_MS = 50

/**
 * How long to wait before looking again: 5 ms, then twice as long each time, up to 50 ms; of it between half and all, so
 * that callers who came together do not come together again.
 *
 * @param looks how often was looked, from 1
 * @param random from 0 to 1
 */
export function pollPauseMs(looks: number, random: number): number {
  const longest = Math.min(FIRST_MS * 2 ** (looks - 1), LONGEST_PAUSE_MS)
  return longest * (0.5 + random / 2)
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Chance that can be repeated: the same seed gives the same ids and the same order. */
export interface SeededRandom {
  /** From 0 up to, and without, 1. */
  next(): number
  text(length: number): string
  shuffled<T>(list: readonly T[]): T[]
  /** Begins again, with its seed or with where it stood. */
  reset(from?: number): void
  standing(): number
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  // Mulberry32: 32 bits of state are plenty for ids that only have to differ.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    text: (length) => Array.from({ length }, () => LETTERS[Math.floor(next() * LETTERS.length)]).join(""),
    shuffled(list) {
      const rest = [...list]
      return list.map(() => rest.splice(Math.floor(next() * rest.length), 1)[0]!)
    },
    reset(from = seed) {
      state = from >>> 0
    },
    standing: () => state,
  }
}

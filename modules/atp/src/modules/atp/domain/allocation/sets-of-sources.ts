// 5,000 sets are all sets of 12 locations, all triples of 30, all pairs of 99: milliseconds, not seconds.
const SETS_COMPARED_AT_MOST = 5_000

/**
 * The sets of a list, size after size from `smallest` on, each in the order of the list, as long as a whole size fits
 * into what may be compared. Yields the sets of one size together, so that a caller can stop after the first size with
 * an answer.
 */
export function* setsBySize<T>(list: readonly T[], smallest = 1): Generator<Iterable<T[]>, "all" | "cut_short"> {
  let left = SETS_COMPARED_AT_MOST
  for (let size = smallest; size <= list.length; size++) {
    left -= numberOfSets(list.length, size)
    if (left < 0) return "cut_short"
    yield setsOfSize(list, size)
  }
  return "all"
}

function* setsOfSize<T>(list: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let at = from; at <= list.length - size; at++) {
    for (const rest of setsOfSize(list, size - 1, at + 1)) yield [list[at]!, ...rest]
  }
}

function numberOfSets(of: number, size: number): number {
  let count = 1
  // Each step is a number of sets itself, so the division leaves no remainder.
  for (let taken = 1; taken <= size; taken++) count = (count * (of - size + taken)) / taken
  return count
}

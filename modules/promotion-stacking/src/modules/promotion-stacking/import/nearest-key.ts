/** Longer keys are no slips of a known one, and cost the square of their length. */
const LONGEST = 40

/** The known key that was probably meant: one or two letters away, or one in three of a long key. */
export function nearestKey(key: string, known: Iterable<string>): string | null {
  if (key.length > LONGEST) return null
  const spelled = plain(key)
  let nearest: string | null = null
  let fewest = Math.max(2, Math.floor(key.length / 3)) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - key.length) >= fewest + 2 || candidate.length > LONGEST) continue
    const slips = distance(spelled, plain(candidate))
    // One letter of two would be any key.
    if (slips < fewest && slips < key.length) {
      nearest = candidate
      fewest = slips
    }
  }
  return nearest
}

// `stacksWith` and `stacks-with` mean `stacks_with`.
const plain = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, "")

/** Letters to change, add or drop (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let at = 1; at <= b.length; at++) {
      const same = a[row - 1] === b[at - 1] ? 0 : 1
      line.push(Math.min(above[at]! + 1, line[at - 1]! + 1, above[at - 1]! + same))
    }
    above = line
  }
  return above[b.length]!
}

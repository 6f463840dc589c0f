import type { CartLine } from "./cart"
import type { LineAttribute, LineSelector } from "./entry"
import { globMatcher, isGlob } from "./glob"

export type LineMatcher = (line: CartLine) => boolean

const everyLine: LineMatcher = () => true

/** Fits a line that has one of the values of every attribute the selector names. */
export function lineMatcher(selector: LineSelector | null): LineMatcher {
  const tests = Object.entries(selector ?? {}).map(([attribute, values]) =>
    attributeMatcher(attribute as LineAttribute, values),
  )
  const [first, ...rest] = tests
  if (!first) return everyLine
  if (rest.length === 0) return first
  return (line) => tests.every((test) => test(line))
}

function attributeMatcher(attribute: LineAttribute, values: readonly string[]): LineMatcher {
  const exact = new Set(values.filter((value) => attribute !== "variant" || !isGlob(value)))
  const globs = attribute === "variant" ? values.filter(isGlob).map(globMatcher) : []
  return (line) => {
    const has = line.attributes[attribute]
    if (!has) return false
    for (const value of has) if (exact.has(value)) return true
    return globs.length > 0 && has.some((value) => globs.some((fits) => fits(value)))
  }
}

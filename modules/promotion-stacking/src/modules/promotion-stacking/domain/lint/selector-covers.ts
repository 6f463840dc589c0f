import type { Entry, LineSelector } from "../entry"
import { globMatcher, isGlob } from "../glob"

type Attributes = readonly (readonly [string, readonly string[]])[]

/** More ways to fit several selectors than are looked at. */
const MOST_WAYS = 256

const attributesOf = (selector: LineSelector): Attributes => Object.entries(selector)

/** Whether every line that fits all of `inner` is known to fit `outer`. */
export function covers(outer: LineSelector, inner: readonly LineSelector[]): boolean {
  return everyWay(inner, (way) => fitsFor(outer, way))
}

/** Whether no line can fit all of the selectors and none of the entry's exclusions. */
export function allExcluded(selectors: readonly LineSelector[], { exclusions }: Entry): boolean {
  return everyWay(selectors, (way) => exclusions.lines.some((excluded) => fitsFor(excluded, way)))
}

/** Whether every line that `narrow` excludes is known to be excluded by `wide`. */
export const excludesAllOf = (wide: Entry, narrow: Entry): boolean =>
  narrow.exclusions.lines.every((excluded) => allExcluded([excluded], wide))

/** The ways in which a line can fit: one value of each attribute of each selector. False where there are too many. */
function everyWay(selectors: readonly LineSelector[], holds: (way: readonly Value[]) => boolean): boolean {
  const asked = selectors.flatMap(attributesOf)
  if (asked.reduce((ways, [, values]) => ways * values.length, 1) > MOST_WAYS) return false
  let ways: readonly (readonly Value[])[] = [[]]
  for (const [attribute, values] of asked) {
    ways = ways.flatMap((way) => values.map((value) => [...way, { attribute, value }]))
  }
  return ways.every(holds)
}

interface Value {
  readonly attribute: string
  readonly value: string
}

const fitsFor = (selector: LineSelector, way: readonly Value[]) =>
  attributesOf(selector).every(([attribute, values]) =>
    way.some((has) => has.attribute === attribute && values.some((value) => coversText(attribute, value, has.value))),
  )

function coversText(attribute: string, outer: string, inner: string): boolean {
  if (outer === inner) return true
  if (attribute !== "variant" || !isGlob(outer)) return false
  if (!isGlob(inner)) return globMatcher(outer)(inner)
  // Of two patterns only this much is decided: everything that starts with one text starts with the other.
  const start = outer.slice(0, -1)
  return outer.endsWith("*") && !isGlob(start) && startOf(inner).startsWith(start)
}

const startOf = (glob: string) => glob.slice(0, glob.search(/[*?]/u))

import type { CartLine } from "../cart"
import type { Entry, LineAttribute, LineSelector } from "../entry"
import { lineMatcher } from "../line-matcher"
import { only, type Clause } from "./clauses"
import { linesNeeded } from "./least-needed"

/** A line that is being put together. A thing is in many categories and has many tags, and of all else it has one. */
interface Draft {
  readonly attributes: Readonly<Partial<Record<LineAttribute, readonly string[]>>>
  readonly units: ReadonlyMap<unknown, number>
}

interface Need {
  readonly selectors: readonly LineSelector[]
  readonly units: number
  readonly of: Entry
  /** What units are counted together for: those of one action are different units. */
  readonly purpose: unknown
}

const MANY: ReadonlySet<string> = new Set<LineAttribute>(["category", "tag"])

/** As few lines as the conditions and actions can share, without prices; null when no such lines were found. */
export function linesFor(clause: Clause, entries: readonly Entry[]): readonly Omit<CartLine, "amount">[] | null {
  const needs: readonly Need[] = [
    ...entries.flatMap((of) => linesNeeded(of).map((need) => ({ ...need, of, purpose: of }))),
    ...entries.flatMap((of) => giftOf(of)),
    ...only(clause, "lines")
      .filter(({ holds }) => holds)
      .map(({ atom, of }) => ({ selectors: [atom.selector], units: Math.max(1, atom.minQuantity), of, purpose: atom })),
  ]
  const drafts: Draft[] = []
  for (const need of needs) {
    const at = drafts.findIndex((draft) => joined(draft, need, entries) !== null)
    const joins = joined(drafts[at] ?? { attributes: {}, units: new Map() }, need, entries)
    if (joins === null) return null
    drafts[at < 0 ? drafts.length : at] = joins
  }
  return drafts.map(({ attributes, units }, n) => ({
    id: `line_${n + 1}`,
    quantity: Math.ceil(Math.max(1, ...units.values())),
    attributes: attributes.variant ? attributes : { variant: [`any_item_${n + 1}`], ...attributes },
    discountable: true,
  }))
}

const giftOf = (of: Entry): readonly Need[] =>
  of.action.type === "free_gift"
    ? [{ selectors: [{ variant: [of.action.sku] }], units: of.action.quantity, of, purpose: of }]
    : []

/** The line as it has to be so that it serves this as well; null when it cannot. */
function joined(
  { attributes, units }: Draft,
  { selectors, units: more, of, purpose }: Need,
  entries: readonly Entry[],
) {
  const excluded = entries.flatMap(({ exclusions }) => exclusions.lines.map(lineMatcher))
  const next: Partial<Record<LineAttribute, readonly string[]>> = { ...attributes }
  const fits = (given: LineSelector, exclusions = excluded) => {
    const line = { id: "", quantity: 1, amount: 0n, discountable: true, attributes: { ...next, ...given } }
    return !exclusions.some((excludes) => excludes(line))
  }
  for (const [name, values] of selectors.flatMap((selector) => Object.entries(selector))) {
    const attribute = name as LineAttribute
    const has = next[attribute] ?? []
    const wanted = lineMatcher({ [attribute]: values })
    if (!fits({}, [wanted])) continue
    if (has.length > 0 && !MANY.has(attribute)) return null
    const concrete = values.flatMap((value) => (attribute === "variant" ? examplesOf(value) : [value]))
    const chosen = concrete.find((value) => fits({ [attribute]: [...has, value] }))
    if (chosen === undefined) return null
    next[attribute] = [...has, chosen]
  }
  if (!fits({}, of.exclusions.lines.map(lineMatcher))) return null
  return { attributes: next, units: new Map(units).set(purpose, (units.get(purpose) ?? 0) + more) }
}

/** SKUs that fit a pattern; a SKU that is none is its own example. */
const examplesOf = (glob: string): readonly string[] =>
  /[*?]/u.test(glob) ? ["1", "x"].map((sign) => glob.replace(/\*+/gu, sign).replaceAll("?", sign)) : [glob]

import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import type { Entry } from "../domain/entry"
import { checkCodes } from "./check-codes"
import { checkExclusions, unknownPromotions } from "./check-exclusions"
import type { EntryProblem, Known } from "./known"
import { parseSource } from "./parse-source"
import { ENTRY_ID, readEntry } from "./read-entry"
import { isObject, kindOf, readFields, type Fields } from "./read-fields"
import { Problems, Reading } from "./reading"
import { atOnce, inSlices, type Sliced } from "./slices"
import { SourceRefused } from "./source-refused"

export interface ReadEntry {
  readonly entry: Entry
  /** As it was given, for export and for reading it again. */
  readonly source: Fields
}

export interface EntriesRead {
  readonly entries: readonly ReadEntry[]
  /** What may be meant otherwise, but stops nothing. */
  readonly warnings: readonly EntryProblem[]
}

/** Nothing of it was read. At most 200 problems are listed; the message counts them all. */
export type EntriesRefused = Refusal<"entries_refused"> & { readonly problems: readonly EntryProblem[] }

/**
 * Reads promotion entries, all or none.
 *
 * @param source one entry, a list, `{ entries: [...] }`, or JSON or YAML text of any of these; YAML may have several
 * documents
 */
export const readEntries = (source: unknown, known: Known): Outcome<EntriesRead, EntriesRefused> =>
  atOnce(reading(source, known))

/** The same for what may be large: everybody else has a turn after every few entries. */
export const readManyEntries = (source: unknown, known: Known): Promise<Outcome<EntriesRead, EntriesRefused>> =>
  inSlices(reading(source, known))

/** Some ten milliseconds of work. */
const SLICE = 500

function* reading(source: unknown, known: Known): Sliced<Outcome<EntriesRead, EntriesRefused>> {
  const problems = new Problems()
  const sources = yield* sourcesIn(source, problems)
  const shop = askingOnce(known)
  const entries: ReadEntry[] = []
  const taken = new Map<string, number>()
  for (const [index, given] of sources.entries()) {
    if (index % SLICE === SLICE - 1) yield
    const id = isObject(given) && typeof given["id"] === "string" && ENTRY_ID.test(given["id"]) ? given["id"] : null
    const one = new Reading(shop, id ?? index, problems)
    const entry = readEntry(one, given)
    const first = id === null ? undefined : taken.get(id)
    if (first !== undefined) {
      const says = `is taken: entry ${index + 1} has the id of entry ${first + 1}`
      one.report("entry_id_taken", "id", says, "Give one of them another id.")
    } else if (id !== null) taken.set(id, index)
    if (!one.failed) entries.push({ entry, source: given as Fields })
  }
  const read = entries.map(({ entry }) => entry)
  checkExclusions(read, problems)
  checkCodes(read, problems)
  if (problems.count > 0) return refused(problems)
  return done({ entries, warnings: unknownPromotions(read, known) })
}

function* sourcesIn(source: unknown, problems: Problems): Sliced<readonly unknown[]> {
  const refuseSource = (field: string, says: string, nextStep: string): readonly unknown[] => {
    problems.add({ code: "entry_malformed", entry: 0, field, message: `${field} ${says}.`, nextStep })
    return []
  }
  try {
    const values = typeof source === "string" ? yield* parseSource(source) : [source]
    const sources = values.flatMap((value) =>
      isObject(value) && "entries" in value ? unwrapped(value, problems) : value,
    )
    if (sources.length > 0 || problems.count > 0) return sources
    return refuseSource("entries", "has no entry in it", "Send at least one entry.")
  } catch (error) {
    if (error instanceof SourceRefused) return refuseSource(error.field, error.says, error.nextStep)
    throw error
  }
}

/** What is in `{ entries: [...] }`. */
function unwrapped(value: Fields, problems: Problems): readonly unknown[] {
  const reading = new Reading(NOTHING_KNOWN, 0, problems)
  const { entries } = readFields(reading, "", value, ["entries"])
  if (Array.isArray(entries)) return entries
  reading.report("entry_malformed", "entries", `is ${kindOf(entries)}, not a list`, "Write a list of entries.")
  return []
}

const NOTHING_KNOWN: Known = {
  segments: new Set(),
  categories: new Set(),
  currencies: new Set(),
  matchesVariant: () => false,
  idsOf: () => [],
}

/** Twenty thousand entries name the same few patterns, and each costs a walk over all SKUs. */
function askingOnce(known: Known): Known {
  const answers = new Map<string, boolean>()
  return {
    ...known,
    matchesVariant: (glob) => {
      let answer = answers.get(glob)
      if (answer === undefined) answers.set(glob, (answer = known.matchesVariant(glob)))
      return answer
    },
  }
}

/** A refusal of all entries for what was found after they were read. */
export function entriesRefused(found: readonly EntryProblem[]): EntriesRefused {
  const problems = new Problems()
  found.forEach((problem) => problems.add(problem))
  return refused(problems)
}

function refused(problems: Problems): EntriesRefused {
  const { count, listed } = problems
  const [first] = listed
  const what = first
    ? `${typeof first.entry === "number" ? `entry ${first.entry + 1}` : first.entry}: ${first.message}`
    : ""
  const message = count === 1 ? `1 problem: ${what}` : `${count} problems, the first in ${what}`
  const nextStep = "Correct the entries and send them again; none was imported."
  return { ...refuse("entries_refused", message, nextStep), problems: listed }
}

import { stringify } from "yaml"
import type { Fields } from "./read-fields"
import type { Sliced } from "./slices"

/** The order in which people read an entry. */
const KEYS = [
  ...["id", "status", "priority", "lane", "base", "group", "exclusive", "stacks_with", "codes", "campaign"],
  ...["conditions", "action", "exclusions", "limits"],
]

/** A document is written and read in one go, so a large file has many. */
const IN_A_DOCUMENT = 250

/**
 * Entries as YAML text that reads as the same entries: sorted by id, keys in one order, so that two exports compare.
 */
export function* entriesToYaml(sources: readonly Fields[]): Sliced<string> {
  const sorted = [...sources].sort((a, b) => byCodeUnit(String(a["id"]), String(b["id"])))
  const documents: string[] = []
  for (let at = 0; at === 0 || at < sorted.length; at += IN_A_DOCUMENT) {
    const entries = sorted.slice(at, at + IN_A_DOCUMENT).map(inOrder)
    documents.push(stringify({ entries }, { aliasDuplicateObjects: false, lineWidth: 0 }))
    yield
  }
  return documents.join("---\n")
}

function inOrder(source: Fields): Fields {
  const known = KEYS.filter((key) => Object.hasOwn(source, key))
  return Object.fromEntries(known.map((key) => [key, key === "id" ? source[key] : sortedDeep(source[key])]))
}

/** Databases keep the members of an object in an order of their own. */
function sortedDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedDeep)
  if (typeof value !== "object" || value === null) return value
  const members = Object.entries(value).sort(
    ([a], [b]) => Number(b === "type") - Number(a === "type") || byCodeUnit(a, b),
  )
  return Object.fromEntries(members.map(([key, member]) => [key, sortedDeep(member)]))
}

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

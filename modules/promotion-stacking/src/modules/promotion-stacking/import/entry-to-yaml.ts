import { stringify } from "yaml"
import type { Fields } from "./read-fields"

/** The order in which people read an entry. */
const KEYS = [
  ...["id", "status", "priority", "lane", "base", "group", "exclusive", "stacks_with", "codes", "campaign"],
  ...["conditions", "action", "exclusions", "limits"],
]

/** Entries as YAML text that reads as the same entries: sorted by id, keys in one order, so that two exports compare. */
export function entriesToYaml(sources: readonly Fields[]): string {
  const sorted = [...sources].sort((a, b) => byCodeUnit(String(a["id"]), String(b["id"])))
  return stringify({ entries: sorted.map(inOrder) }, { aliasDuplicateObjects: false, lineWidth: 0 })
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

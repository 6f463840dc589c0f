import { stringify } from "yaml"
import type { Source } from "./stacking-types"

/** The order in which people read an entry. */
const KEYS = [
  ...["id", "status", "priority", "lane", "base", "group", "exclusive", "stacks_with", "codes", "campaign"],
  ...["conditions", "action", "exclusions", "limits"],
]

/** An entry as text for the editor. */
export function entryYaml(source: Source): string {
  const place = (key: string) => (KEYS.includes(key) ? KEYS.indexOf(key) : KEYS.length)
  const sorted = Object.entries(source).sort(([a], [b]) => place(a) - place(b))
  return stringify(Object.fromEntries(sorted), { lineWidth: 100, aliasDuplicateObjects: false })
}

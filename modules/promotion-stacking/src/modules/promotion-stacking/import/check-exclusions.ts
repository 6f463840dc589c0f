import type { Entry } from "../domain/entry"
import { kindOf } from "./read-fields"
import type { EntryProblem, Known } from "./known"
import { MOST_PROBLEMS, type Problems } from "./reading"

/** Finds entries that say of each other what cannot both be: the one may meet the other, and may not. */
export function checkExclusions(entries: readonly Entry[], problems: Problems): void {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const entry of entries) {
    const circular = (field: string, says: string, nextStep: string) => {
      problems.add({ code: "entry_exclusion_circular", entry: entry.id, field, message: `${field} ${says}.`, nextStep })
    }
    const wanted = namedIn(entry)
    for (const id of entry.exclusions.promotions) {
      const other = byId.get(id)
      if (id === entry.id) {
        circular("exclusions.promotions", "names the entry itself, so it could never apply", "Take its own id out.")
      } else if (wanted.has(id)) {
        circular(
          "stacks_with",
          `names ${kindOf(id)}, which the entry excludes as well`,
          "Take it out of one of the two.",
        )
      } else if (other && namedIn(other).has(entry.id) && entry.stacksWith === "any") {
        const says = `names ${kindOf(id)}, which stacks with this entry while this one stacks with any`
        circular("exclusions.promotions", says, `Take ${entry.id} out of the stacks_with of ${other.id}.`)
      }
    }
  }
}

const wantedIds = new WeakMap<Entry, ReadonlySet<string>>()

/** Ids that an entry stacks with by name; made once, as many may ask. */
function namedIn(entry: Entry): ReadonlySet<string> {
  let ids = wantedIds.get(entry)
  if (!ids) wantedIds.set(entry, (ids = new Set(entry.stacksWith === "any" ? [] : entry.stacksWith)))
  return ids
}

/** References to what is neither in the file nor in the shop: allowed, since one may come before the other. */
export function unknownPromotions(entries: readonly Entry[], known: Known): readonly EntryProblem[] {
  const ids = new Set(entries.map((entry) => entry.id))
  const warnings: EntryProblem[] = []
  for (const entry of entries) {
    const named = { stacks_with: namedIn(entry), "exclusions.promotions": entry.exclusions.promotions }
    for (const [field, references] of Object.entries(named)) {
      for (const id of references) {
        if (ids.has(id) || known.promotions?.has(id) || warnings.length >= MOST_PROBLEMS) continue
        const message = `${field} names ${kindOf(id)}, which is not in this import${known.promotions ? " nor in the shop" : ""}.`
        const nextStep = "Import it as well, or correct the id; until then the reference does nothing."
        warnings.push({ code: "entry_promotion_unknown", entry: entry.id, field, message, nextStep })
      }
    }
  }
  return warnings
}

import { parted } from "./parted"
import type { StackingFields } from "./stacking-types"

/** Stacking fields as they are typed; several ids are parted by commas. */
export interface FieldsDraft {
  readonly priority: string
  readonly lane: string
  readonly group: string
  readonly exclusive: boolean
  readonly meets: "any" | "ids"
  readonly stacksWith: string
  readonly exclusions: string
}

/** Without fields a promotion has priority 0 and meets any; with fields that say nothing it meets none. */
export function draftOf(fields: StackingFields | null): FieldsDraft {
  const meets = fields ? (fields.stacks_with ?? []) : "any"
  return {
    priority: String(fields?.priority ?? 0),
    lane: String(fields?.lane ?? 0),
    group: fields?.group ?? "",
    exclusive: fields?.exclusive ?? false,
    meets: meets === "any" ? "any" : "ids",
    stacksWith: meets === "any" ? "" : meets.join(", "),
    exclusions: (fields?.exclusions ?? []).join(", "),
  }
}

export const fieldsBody = (draft: FieldsDraft): StackingFields => ({
  priority: Number(draft.priority),
  lane: Number(draft.lane),
  group: draft.group.trim() || null,
  exclusive: draft.exclusive,
  stacks_with: draft.meets === "any" ? "any" : parted(draft.stacksWith),
  exclusions: parted(draft.exclusions),
})

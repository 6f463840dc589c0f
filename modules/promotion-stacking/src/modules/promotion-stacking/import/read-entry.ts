import type { Entry } from "../domain/entry"
import { readAction } from "./read-action"
import { readConditions } from "./read-conditions"
import { readExclusions } from "./read-exclusions"
import { isObject, kindOf, readFields, type Fields } from "./read-fields"
import { readLimits } from "./read-limits"
import { readBoolean, readInteger } from "./read-number"
import { readChoice, readText, readTexts } from "./read-text"
import type { Reading } from "./reading"

const KEYS = [
  ...["id", "status", "priority", "lane", "base", "group", "exclusive", "stacks_with", "codes", "campaign"],
  ...["conditions", "action", "exclusions", "limits"],
]

/** Ids go into addresses, file names and traces as they are. */
export const ENTRY_ID = /^[A-Za-z0-9_.-]{1,100}$/

/** Everything about one entry that can be said without looking at another. Only of use when the reading has not failed. */
export function readEntry(reading: Reading, source: unknown): Entry {
  const fields = readFields(reading, "", source, KEYS)
  const text = (key: string) =>
    fields[key] === undefined || fields[key] === null ? null : readText(reading, key, fields[key])
  const whole = (key: string, least: number, most: number) => readInteger(reading, key, fields[key] ?? 0, least, most)
  const { conditions, exclusions } = fields
  const { condition, lines } = readConditions(reading, "conditions", conditions === undefined ? {} : conditions)
  return {
    id: readId(reading, fields["id"]),
    status: readChoice(reading, "status", fields["status"] ?? "active", ["active", "draft", "stopped"]),
    priority: whole("priority", -1_000_000, 1_000_000),
    lane: whole("lane", 0, 1_000),
    base: readChoice(reading, "base", fields["base"] ?? baseOf(fields["action"]) ?? "current", ["current", "initial"]),
    group: text("group"),
    exclusive: readBoolean(reading, "exclusive", fields["exclusive"] ?? false),
    stacksWith: readStacksWith(reading, fields),
    codes: readTexts(reading, "codes", fields["codes"] ?? []),
    campaign: text("campaign"),
    condition,
    lines,
    action: readAction(reading, "action", fields["action"]),
    exclusions: readExclusions(reading, "exclusions", exclusions === undefined ? {} : exclusions),
    limits: readLimits(reading, "limits", fields["limits"] ?? {}),
  }
}

/** Written beside the percentage it is the base of. */
const baseOf = (action: unknown) => (isObject(action) ? action["base"] : undefined)

function readId(reading: Reading, value: unknown): string {
  if (typeof value === "string" && ENTRY_ID.test(value)) return value
  const says = `is ${kindOf(value)}, not an id of 1 to 100 letters, digits, "_", "." or "-"`
  reading.report("entry_malformed", "id", says, "Write an id, such as promo_2026_spring.")
  return ""
}

function readStacksWith(reading: Reading, fields: Fields): Entry["stacksWith"] {
  const value = fields["stacks_with"] ?? []
  if (value === "any") return "any"
  const ids = readTexts(reading, "stacks_with", value)
  if (ids.includes("any")) {
    reading.report(
      "entry_malformed",
      "stacks_with",
      "has any in a list of ids",
      "Write stacks_with: any, without the list.",
    )
  }
  return ids
}

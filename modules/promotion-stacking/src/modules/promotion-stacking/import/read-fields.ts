import { nearestKey } from "./nearest-key"
import type { Reading } from "./reading"

export type Fields = Readonly<Record<string, unknown>>

const NONE: Fields = {}

/** `conditions` and `markets` are `conditions.markets`. The entry itself has the empty path. */
export const under = (path: string, key: string | number): string => (path === "" ? `${key}` : `${path}.${key}`)

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** An object that has none but the named keys. */
export function readFields(reading: Reading, path: string, value: unknown, keys: readonly string[]): Fields {
  if (!isObject(value)) {
    const step = `Write it with the keys ${keys.join(", ")}.`
    reading.report("entry_malformed", path || "entry", `is ${kindOf(value)}, not an object`, step)
    return NONE
  }
  for (const key of Object.keys(value)) if (!keys.includes(key)) unknownKey(reading, path, key, keys)
  return value
}

function unknownKey(reading: Reading, path: string, key: string, keys: readonly string[]): void {
  const nearest = reading.listening ? nearestKey(key, keys) : null
  const says = nearest ? `is not a known key; the nearest is ${nearest}` : "is not a known key"
  const step = nearest ? `Write ${nearest}, or leave ${shown(key)} out.` : `Use one of ${keys.join(", ")}.`
  reading.report("entry_malformed", under(path, shown(key)), says, step)
}

/** Keeps a key that is a novel out of a message. */
export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text || '""')

/** What a value is, for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return "empty"
  if (value === undefined) return "missing"
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object") return "an object"
  if (typeof value === "string") return `the text ${JSON.stringify(value && shown(value))}`
  if (typeof value === "number" || typeof value === "boolean")
    return `${typeof value === "number" ? "the number " : ""}${value}`
  return `a ${typeof value}`
}

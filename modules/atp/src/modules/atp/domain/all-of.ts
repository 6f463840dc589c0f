import { done, type Outcome } from "@holdfast/kernel"

type Values<Parts> = { readonly [Name in keyof Parts]: Parts[Name] extends Outcome<infer Value> ? Value : never }

/**
 * The values of many outcomes by name, or the first refusal.
 *
 * @example
 * const read = allOf({ id: parseText(input.id, { field: "id" }), day: parseCalendarDay(input.day, "day") })
 * if (!read.ok) return read
 */
export function allOf<Parts extends Readonly<Record<string, Outcome<unknown>>>>(parts: Parts): Outcome<Values<Parts>> {
  const values: Record<string, unknown> = {}
  for (const [name, outcome] of Object.entries(parts)) {
    if (!outcome.ok) return outcome
    values[name] = outcome.value
  }
  return done(values as Values<Parts>)
}

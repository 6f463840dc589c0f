// Values of a form: already read as the specification says, or still text where there is none.

export const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null)

export const flag = (value: unknown): boolean => value === true || value === "true"

export const whole = (value: unknown): number | null => {
  const number = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : NaN
  return Number.isInteger(number) ? number : null
}

export const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}

/** Metadata is merged by name; an empty value takes the name away, an empty text everything. */
export function mergedMetadata(before: Readonly<Record<string, string>>, given: unknown): Record<string, string> {
  if (given === "") return {}
  const merged = { ...before }
  for (const [name, value] of Object.entries(record(given))) {
    if (value === "") Reflect.deleteProperty(merged, name)
    else merged[name] = String(value)
  }
  return merged
}

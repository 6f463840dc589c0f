/** Any JSON as text; a text as it is. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing"
  return typeof value === "string" ? value : JSON.stringify(value, null, 2)
}

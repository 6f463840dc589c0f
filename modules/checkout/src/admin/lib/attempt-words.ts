import type { Attempt, AttemptState } from "./attempt-types"

export const STATE_WORDS: Readonly<Record<AttemptState, string>> = {
  open: "Running",
  ordered: "Ordered",
  refused: "Refused",
  undone: "Undone",
  stuck: "Stuck",
}

export const STATE_COLORS: Readonly<Record<AttemptState, "blue" | "green" | "grey" | "orange" | "red">> = {
  open: "blue",
  ordered: "green",
  refused: "grey",
  undone: "orange",
  stuck: "red",
}

/** An amount as people read it, such as €19.99; nothing where nothing was to be paid. */
export function amountWords({
  total_minor: minor,
  currency_code: currency,
}: Pick<Attempt, "total_minor" | "currency_code">): string {
  if (minor === null || currency === null) return "–"
  try {
    const format = new Intl.NumberFormat(undefined, { style: "currency", currency })
    const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
    const digits = minor.padStart(decimals + 1, "0")
    const split = digits.length - decimals
    return format.format(`${digits.slice(0, split)}.${digits.slice(split) || "0"}` as `${number}`)
  } catch {
    return `${minor} ${currency}`
  }
}

/** Local time, as short as it stays clear. */
export const momentWords = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })

/** How long an attempt took, or how long it has been running. */
export function tookWords({ started_at: from, ended_at: to }: Attempt): string {
  if (to === null) return "not ended"
  const ms = Math.max(0, Date.parse(to) - Date.parse(from))
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`
}

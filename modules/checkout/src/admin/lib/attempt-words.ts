import type { Attempt, AttemptState } from "./attempt-types"

export const STATE_WORDS: Readonly<Record<AttemptState, string>> = {
  open: "Running",
  ordered: "Ordered",
  refused: "Refused",
  undone: "Undone",
  stuck: "Stuck",
}

/** What it means for whoever looks, and what comes next. */
export const STATE_MEANS: Readonly<Record<AttemptState, string>> = {
  open: "Somebody works on it. When nobody does any more, it is finished or undone within a minute after its lease.",
  ordered: "It became the cart's order.",
  refused: "Nothing was done, and the shopper was told why.",
  undone: "What was done is taken back, and the cart can be completed again.",
  stuck: "It can be neither finished nor undone yet. It is tried again each minute, and the cart waits meanwhile.",
}

/** Acts in words, in the order in which they are done. */
const ACT_WORDS: Readonly<Record<string, string>> = {
  validate: "Check the cart",
  price: "Prices, tax, promotions",
  shipping: "Shipping",
  fraud: "Fraud check",
  reserve: "Reserve stock",
  authorize: "Authorize the payment",
  order: "Make the order",
  after: "What follows the order",
}

export const actWords = (act: string): string => ACT_WORDS[act] ?? act

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
  const decimals = formatOf(currency)?.resolvedOptions().maximumFractionDigits ?? 0
  const [sign, digits] = minor.startsWith("-") ? ["-", minor.slice(1)] : ["", minor]
  const padded = digits.padStart(decimals + 1, "0")
  const split = padded.length - decimals
  return wordsOfMajor(`${sign}${padded.slice(0, split)}.${padded.slice(split) || "0"}`, currency)
}

/** An amount that is written as a decimal, such as Medusa keeps it. */
export function wordsOfMajor(decimal: string, currency: string | null): string {
  const format = currency === null ? null : formatOf(currency)
  if (format && /^-?\d+(\.\d+)?$/.test(decimal)) return format.format(decimal as `${number}`)
  return `${decimal} ${currency?.toUpperCase() ?? ""}`.trim()
}

function formatOf(currency: string): Intl.NumberFormat | null {
  try {
    return new Intl.NumberFormat(undefined, { style: "currency", currency })
  } catch {
    return null
  }
}

/** How long an attempt took, as short as it stays clear. */
export function tookWords({ started_at: from, ended_at: to }: Attempt): string {
  if (to === null) return "not ended"
  const ms = Math.max(0, Date.parse(to) - Date.parse(from))
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const minutes = Math.round(ms / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

/** How often another process went on with it; nothing when none did. */
export const takenOverWords = (tries: number): string =>
  tries < 2 ? "" : tries === 2 ? "taken over once" : `taken over ${tries - 1} times`

import { amountText } from "./amount-text"
import type { Facts } from "./lifecycle-types"

const isMinor = (value: unknown): value is string => typeof value === "string" && /^\d+$/.test(value)

/** What an event said beside its name: "€50.00", "2 × Mug, 1 × Shirt". Nothing when it said nothing. */
export function factWords(facts: Facts, currency: string, nameOf: (lineId: string) => string): string {
  const { amount, total, lines } = facts
  const money = isMinor(amount) ? amount : isMinor(total) ? total : null
  const units =
    typeof lines === "object" && lines !== null
      ? Object.entries(lines as Readonly<Record<string, number>>).map(([id, count]) => `${count} × ${nameOf(id)}`)
      : []
  const said = typeof facts["currency"] === "string" ? facts["currency"] : currency
  return [money === null ? "" : amountText(money, said), units.join(", ")].filter(Boolean).join(" · ")
}

import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

/** A line of an order, or its shipping, by what it cost with taxes and after discounts. */
export interface RefundableLine {
  readonly id: string
  readonly kind: "item" | "shipping"
  readonly title: string
  readonly detail: string | null
  readonly quantity: number
  /** Units that refunds before were for, settled or on their way. */
  readonly refunded: number
  readonly totalMinor: bigint
}

export interface LineAsked {
  readonly id: string
  readonly quantity: number
}

export interface LinesChosen {
  readonly amountMinor: bigint
  /** What is meant, by which a repeat is known: units from the n-th to the m-th of each line. */
  readonly intent: string
}

/** What the first `units` of a line cost: to the minor unit, and all of it for all of them. */
const costOf = ({ totalMinor, quantity }: RefundableLine, units: number): bigint =>
  quantity > 0 ? (totalMinor * BigInt(units)) / BigInt(quantity) : 0n

/** What these units of a line cost, after those that were given back for before. */
export const shareOf = (line: RefundableLine, units: number): bigint =>
  costOf(line, line.refunded + units) - costOf(line, line.refunded)

/**
 * What giving back for these lines comes to.
 *
 * @returns refused: `refund_line_unknown`, `refund_line_exceeds`
 */
export function chooseLines(
  lines: readonly RefundableLine[],
  asked: readonly LineAsked[],
): Outcome<LinesChosen, Refusal> {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const units = new Map<string, number>()
  for (const { id, quantity } of asked) units.set(id, (units.get(id) ?? 0) + quantity)
  let amountMinor = 0n
  const meant: string[] = []
  for (const [id, quantity] of [...units].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const line = byId.get(id)
    if (!line) {
      return refuse(
        "refund_line_unknown",
        `The order has no line ${id}.`,
        "Send the ids of its items or shipping methods.",
      )
    }
    const left = line.quantity - line.refunded
    if (quantity > left) {
      return refuse(
        "refund_line_exceeds",
        `${quantity} of "${line.title}" are asked for, and ${left} of ${line.quantity} are not given back yet.`,
        left > 0 ? `Ask for at most ${left}, or for an amount without lines.` : "Ask for an amount without lines.",
      )
    }
    amountMinor += shareOf(line, quantity)
    meant.push(`${id}:${line.refunded}-${line.refunded + quantity}`)
  }
  return done({ amountMinor, intent: meant.join(",") })
}

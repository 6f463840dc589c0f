import { money } from "@holdfast/kernel"
import { fromDecimalText } from "./reported-money"
import type { SettlementLine } from "./settlement-report"

/** Money the shop believes has moved, by the reference it has at Adyen. */
export type RecordedMove = {
  readonly kind: "capture" | "refund"
  readonly paymentReference: string
  /** The modification's `pspReference`. */
  readonly reference: string
  /** Above zero, decimal text in major units. */
  readonly amount: string
  readonly currencyCode: string
  /** What the shop calls it, for whoever reads the difference. */
  readonly id: string
}

/** Where the report and the shop do not agree. */
export type SettlementDifference = {
  readonly code:
    "settlement_unrecorded" | "settlement_amount_differs" | "settlement_repeated" | "settlement_failed_later"
  readonly paymentReference: string
  readonly reference: string
  readonly recordedId: string | null
  readonly message: string
}

export type SettlementMatch = {
  readonly matched: number
  readonly differences: readonly SettlementDifference[]
  /** Captures and refunds that are not in this report: they settle in a later one, so they are no difference yet. */
  readonly outstanding: readonly RecordedMove[]
}

/** Lines that say a movement was taken back, by what they take back. */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  "CaptureFailed",
  "RefundFailed",
  "RefundedReversed",
  "SettledReversed",
])
const MOVES: Readonly<Record<string, RecordedMove["kind"]>> = { Settled: "capture", Refunded: "refund" }

/** Compares a settlement report with what the shop has recorded, line by line. */
export function matchSettlement(lines: readonly SettlementLine[], recorded: readonly RecordedMove[]): SettlementMatch {
  const byReference = new Map(recorded.map((move) => [`${move.kind}:${move.reference}`, move]))
  const seen = new Set<string>()
  const differences: SettlementDifference[] = []
  let matched = 0

  for (const line of lines) {
    const kind = MOVES[line.type]
    if (kind === undefined) {
      const move = TAKEN_BACK.has(line.type)
        ? recorded.find(({ reference }) => reference === line.reference)
        : undefined
      if (move) differences.push(difference("settlement_failed_later", line, move, "recorded as moved, and taken back"))
      continue
    }
    const key = `${kind}:${line.reference}`
    const move = byReference.get(key)
    if (!move) differences.push(difference("settlement_unrecorded", line, null, "not recorded by the shop"))
    else if (seen.has(key)) differences.push(difference("settlement_repeated", line, move, "settled before"))
    else if (!sameAmount(line, move)) {
      differences.push(
        difference(
          "settlement_amount_differs",
          line,
          move,
          `recorded as ${move.amount} ${move.currencyCode.toUpperCase()}`,
        ),
      )
    } else matched += 1
    seen.add(key)
  }
  return {
    matched,
    differences,
    outstanding: recorded.filter((move) => !seen.has(`${move.kind}:${move.reference}`)),
  }
}

function sameAmount(line: SettlementLine, move: RecordedMove): boolean {
  const amount = fromDecimalText(move.amount, move.currencyCode)
  if (amount?.currency !== line.gross.currency) return false
  return line.gross.amountMinor === (move.kind === "refund" ? -amount.amountMinor : amount.amountMinor)
}

const difference = (
  code: SettlementDifference["code"],
  line: SettlementLine,
  move: RecordedMove | null,
  is: string,
): SettlementDifference => ({
  code,
  paymentReference: line.paymentReference,
  reference: line.reference,
  recordedId: move?.id ?? null,
  message: `Row ${line.lineNumber}: ${line.type} ${line.reference} of ${money(line.gross.amountMinor, line.gross.currency).toString()} is ${is}.`,
})

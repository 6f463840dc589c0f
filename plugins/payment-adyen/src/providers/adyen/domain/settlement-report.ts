import { done, refuse, type Outcome, type ReportedAct } from "@holdfast/kernel"
import { fromDecimalText, type ReportedMoney } from "./reported-money"

/** One line of a settlement details report that moves a payment's money. */
export type SettlementLine = {
  /** Counts rows from 1, the heading among them. */
  readonly lineNumber: number
  /** Adyen's own word for it. */
  readonly type: string
  readonly act: ReportedAct
  /** Whether it says that the money moved; otherwise, that it was taken back. */
  readonly moved: boolean
  /** The payment's own `pspReference`. */
  readonly paymentReference: string
  /** The capture, refund or dispute the line is about. */
  readonly reference: string
  readonly merchantReference: string
  /** Before Adyen's costs. Above zero for money that came, below for money that went. */
  readonly gross: ReportedMoney
}

/** Lines of other types move no payment's money: costs, payouts to the bank, carried balances. */
const TYPES: Readonly<Record<string, Pick<SettlementLine, "act" | "moved">>> = {
  Settled: { act: "capture", moved: true },
  SettledReversed: { act: "capture", moved: false },
  CaptureFailed: { act: "capture", moved: false },
  Refunded: { act: "refund", moved: true },
  RefundedReversed: { act: "refund", moved: false },
  RefundFailed: { act: "refund", moved: false },
  Chargeback: { act: "chargeback", moved: true },
  ChargebackReversed: { act: "chargeback_reversal", moved: true },
  SecondChargeback: { act: "second_chargeback", moved: true },
}

const COLUMNS = {
  type: "Type",
  payment: "Psp Reference",
  modification: "Modification Reference",
  merchant: "Merchant Reference",
  currency: "Gross Currency",
  debit: "Gross Debit (GC)",
  credit: "Gross Credit (GC)",
} as const

type Rows = AsyncIterable<readonly string[]>

/**
 * Reads the rows of a settlement details report, one at a time: a month's may not fit into memory.
 *
 * @returns its lines about payments. The last is refused when there is one that cannot be read: `report_malformed`, with
 * its row, since money in a row that was passed over would never be missed
 */
export async function* settlementLines(rows: Rows): AsyncGenerator<Outcome<SettlementLine>> {
  let names: readonly string[] | null = null
  let lineNumber = 0
  for await (const row of rows) {
    lineNumber += 1
    if (names === null) {
      if (!row.includes(COLUMNS.type) || !row.includes(COLUMNS.payment)) continue
      const missing = Object.values(COLUMNS).find((column) => !row.includes(column))
      if (missing !== undefined) {
        yield malformed(lineNumber, `no column "${missing}"`)
        return
      }
      names = row
      continue
    }
    const line = lineOf(names, row, lineNumber)
    if (line === null) continue
    yield line
    if (!line.ok) return
  }
  if (names === null) yield malformed(1, "no heading row that names Type and Psp Reference")
}

/** Null for a row that is about no payment. */
function lineOf(names: readonly string[], row: readonly string[], lineNumber: number): Outcome<SettlementLine> | null {
  const cell = (column: string) => row[names.indexOf(column)] ?? ""
  const type = cell(COLUMNS.type)
  const says = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
  if (!says) return null
  const credit = fromDecimalText(cell(COLUMNS.credit), cell(COLUMNS.currency))
  const debit = fromDecimalText(cell(COLUMNS.debit), cell(COLUMNS.currency))
  if (credit === null || debit === null) return malformed(lineNumber, "an amount that cannot be counted")
  const paymentReference = cell(COLUMNS.payment)
  if (paymentReference === "") return malformed(lineNumber, `a ${type} without Psp Reference`)
  return done({
    ...{ lineNumber, type, ...says, paymentReference },
    reference: cell(COLUMNS.modification) || paymentReference,
    merchantReference: cell(COLUMNS.merchant),
    gross: { amountMinor: credit.amountMinor - debit.amountMinor, currency: credit.currency },
  })
}

export const malformed = (row: number, has: string) =>
  refuse(
    "report_malformed",
    `Row ${row} of the settlement report has ${has}.`,
    "Send the settlement details report in CSV with its standard columns.",
  )

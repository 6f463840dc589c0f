import { refuse, type Outcome } from "@holdfast/kernel"
import { fromDecimalText, type ReportedMoney } from "./reported-money"

/** One line of a settlement details report that moves a payment's money. */
export type SettlementLine = {
  readonly lineNumber: number
  readonly type: string
  /** The payment's own `pspReference`. */
  readonly paymentReference: string
  /** The capture, refund or dispute the line is about. */
  readonly reference: string
  readonly merchantReference: string
  /** Before Adyen's costs. Above zero for money that came, below for money that went. */
  readonly gross: ReportedMoney
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

/** Types that move no payment's money: costs, payouts to the bank, carried balances. */
const NOT_A_PAYMENT: ReadonlySet<string> = new Set([
  "Fee",
  "MerchantPayout",
  "MiscCosts",
  "Balancetransfer",
  "BalanceTransfer",
  "DepositCorrection",
  "InvoiceDeduction",
  "ReserveAdjustment",
])

/**
 * Reads a settlement details report: comma-separated, with a heading row.
 *
 * @returns its lines about payments, or `report_malformed` with the row, since money in a row that was passed over would
 * never be missed
 */
export function parseSettlementReport(text: string): Outcome<readonly SettlementLine[]> {
  const rows = rowsOf(text.replace(/^\uFEFF/, ""))
  const heading = rows.findIndex((row) => row.includes(COLUMNS.type) && row.includes(COLUMNS.payment))
  const names = rows[heading]
  if (names === undefined) return malformed(1, "no heading row that names Type and Psp Reference")
  const missing = Object.values(COLUMNS).find((column) => !names.includes(column))
  if (missing !== undefined) return malformed(heading + 1, `no column "${missing}"`)

  const lines: SettlementLine[] = []
  for (const [place, row] of rows.entries()) {
    if (place <= heading || row.every((cell) => cell === "")) continue
    const cell = (column: string) => row[names.indexOf(column)] ?? ""
    const type = cell(COLUMNS.type)
    if (NOT_A_PAYMENT.has(type)) continue
    const credit = fromDecimalText(cell(COLUMNS.credit), cell(COLUMNS.currency))
    const debit = fromDecimalText(cell(COLUMNS.debit), cell(COLUMNS.currency))
    if (credit === null || debit === null) return malformed(place + 1, "an amount that cannot be counted")
    const paymentReference = cell(COLUMNS.payment)
    if (paymentReference === "") return malformed(place + 1, `a ${type} without Psp Reference`)
    lines.push({
      lineNumber: place + 1,
      type,
      paymentReference,
      reference: cell(COLUMNS.modification) || paymentReference,
      merchantReference: cell(COLUMNS.merchant),
      gross: { amountMinor: credit.amountMinor - debit.amountMinor, currency: credit.currency },
    })
  }
  return { ok: true, value: lines }
}

const malformed = (row: number, has: string) =>
  refuse(
    "report_malformed",
    `Row ${row} of the settlement report has ${has}.`,
    "Send the settlement details report in CSV with its standard columns.",
  )

// RFC 4180: fields may be quoted, and a quoted field may hold commas, line ends and doubled quotes.
function rowsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ""
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]!
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ",") {
      row.push(cell.trim())
      cell = ""
    } else if (sign === "\n") {
      rows.push([...row, cell.trim()])
      row = []
      cell = ""
    } else if (sign !== "\r") cell += sign
  }
  return cell !== "" || row.length > 0 ? [...rows, [...row, cell.trim()]] : rows
}

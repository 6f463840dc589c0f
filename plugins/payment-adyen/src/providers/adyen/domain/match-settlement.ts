import { money, moneyToMedusa, type RecordedMovement, type ReportAsked, type ReportDifference } from "@holdfast/kernel"
import { fromDecimalText } from "./reported-money"
import type { SettlementLine } from "./settlement-report"

/** What the lines of a report and the shop's books say together. */
export type SettlementMatch = {
  readonly matched: number
  readonly differences: readonly ReportDifference[]
}

type Act = RecordedMovement["act"]

const MOVES: Readonly<Record<string, Act>> = { Settled: "capture", Refunded: "refund" }
/** Lines that say a movement was taken back, by what they take back. */
const TAKEN_BACK: Readonly<Record<string, Act>> = {
  CaptureFailed: "capture",
  SettledReversed: "capture",
  RefundFailed: "refund",
  RefundedReversed: "refund",
}
/** Each line is looked up by two references, and a thousand may be asked for at a time. */
const AT_A_TIME = 500

/** A payment's reference at Adyen is the shop's payment session; what has another one was sold elsewhere. */
const OURS = /^payses_\w+$/

/** Compares a settlement report with what the shop has recorded, line by line. Not in it yet is no difference. */
export async function matchSettlement(
  lines: readonly SettlementLine[],
  recorded: ReportAsked["recorded"],
): Promise<SettlementMatch> {
  const ours = lines.filter(({ merchantReference }) => OURS.test(merchantReference))
  const takenBack = new Set(ours.filter(({ type }) => type in TAKEN_BACK).map(({ reference }) => reference))
  const seen = new Set<string>()
  const differences: ReportDifference[] = []
  let matched = 0
  for (let from = 0; from < ours.length; from += AT_A_TIME) {
    const batch = ours.slice(from, from + AT_A_TIME)
    const references = new Set(batch.flatMap(({ reference, paymentReference }) => [reference, paymentReference]))
    const known = new Map(
      (await recorded([...references])).map((movement) => [`${movement.act}:${movement.reference}`, movement]),
    )
    for (const line of batch) {
      const found = differenceOf(line, known, seen, takenBack)
      if (found === null) matched += 1
      else if (found) differences.push(found)
    }
  }
  return { matched, differences }
}

/** Null when line and books agree; undefined when the line is about neither a capture nor a refund. */
function differenceOf(
  line: SettlementLine,
  known: ReadonlyMap<string, RecordedMovement>,
  seen: Set<string>,
  takenBack: ReadonlySet<string>,
): ReportDifference | null | undefined {
  const act = MOVES[line.type]
  if (act === undefined) {
    const back = TAKEN_BACK[line.type]
    if (back === undefined) return undefined
    const movement = known.get(`${back}:${line.reference}`)
    return movement?.moved
      ? difference("settlement_failed_later", line, back, movement, "recorded as moved, and was taken back")
      : null
  }
  // A capture that came with its authorization may have no name of its own here.
  const movement =
    known.get(`${act}:${line.reference}`) ?? (act === "capture" ? known.get(`capture:${line.paymentReference}`) : null)
  const key = `${act}:${movement?.id ?? line.reference}`
  if (seen.size === seen.add(key).size) {
    return difference("settlement_repeated", line, act, movement, "settled before in the same report")
  }
  if (!movement) return difference("settlement_unrecorded", line, act, null, "not recorded by the shop")
  if (!movement.moved) {
    return takenBack.has(line.reference)
      ? null
      : difference("settlement_unrecorded", line, act, movement, "recorded, and not as moved")
  }
  if (sameAmount(line, movement)) return null
  const is = `recorded as ${movement.amount} ${movement.currencyCode.toUpperCase()}`
  return difference("settlement_amount_differs", line, act, movement, is)
}

function sameAmount({ gross }: SettlementLine, { act, amount, currencyCode }: RecordedMovement): boolean {
  const recorded = fromDecimalText(amount, currencyCode)
  if (recorded?.currency !== gross.currency) return false
  return gross.amountMinor === (act === "refund" ? -recorded.amountMinor : recorded.amountMinor)
}

function difference(
  code: string,
  { lineNumber, type, reference, paymentReference, gross }: SettlementLine,
  act: Act,
  movement: RecordedMovement | null | undefined,
  is: string,
): ReportDifference {
  const { amountMinor, currency } = gross
  return {
    line: lineNumber,
    code,
    act,
    reference,
    paymentReference,
    recordedId: movement?.id ?? null,
    amount: moneyToMedusa(money(amountMinor < 0n ? -amountMinor : amountMinor, currency)),
    currencyCode: currency.toLowerCase(),
    moved: type in MOVES,
    message: `Row ${lineNumber}: ${type} ${reference} of ${money(amountMinor, currency).toString()} is ${is}.`,
  }
}

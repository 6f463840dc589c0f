import {
  done,
  money,
  moneyToMedusa,
  type Outcome,
  type RecordedMovement,
  type ReportAsked,
  type ReportDifference,
  type ReportedAct,
} from "@holdfast/kernel"
import { fromDecimalText } from "./reported-money"
import type { SettlementLine } from "./settlement-report"

/** What the lines of a report and the shop's books say together. */
export type SettlementMatch = {
  readonly matched: number
  readonly differences: readonly ReportDifference[]
}

type Recorded = ReportAsked["recorded"]

/** Money that goes, which a report has below zero. */
const GOES: ReadonlySet<ReportedAct> = new Set(["refund", "chargeback", "second_chargeback"])

/** Each line is looked up by two references, and a thousand may be asked for at a time. */
const AT_A_TIME = 500

/** A payment's reference at Adyen is the shop's payment session; what has another one was sold elsewhere. */
const OURS = /^payses_\w+$/

/**
 * Compares a settlement report with what the shop has recorded, line by line. Not in it yet is no difference.
 *
 * @returns refused when the report cannot be read to its end: then nothing of it counts
 */
export async function matchSettlement(
  lines: AsyncIterable<Outcome<SettlementLine>>,
  recorded: Recorded,
): Promise<Outcome<SettlementMatch>> {
  const match = new Matching(recorded)
  let batch: SettlementLine[] = []
  for await (const line of lines) {
    if (!line.ok) return line
    if (!OURS.test(line.value.merchantReference)) continue
    batch.push(line.value)
    if (batch.length < AT_A_TIME) continue
    await match.add(batch)
    batch = []
  }
  await match.add(batch)
  return done(match.result())
}

class Matching {
  private matched = 0
  private readonly differences: ReportDifference[] = []
  /** Unless the report itself takes them back further down. */
  private readonly unmoved: ReportDifference[] = []
  private readonly takenBack = new Set<string>()
  private readonly seen = new Set<string>()

  constructor(private readonly recorded: Recorded) {}

  async add(batch: readonly SettlementLine[]): Promise<void> {
    if (batch.length === 0) return
    const references = new Set(batch.flatMap(({ reference, paymentReference }) => [reference, paymentReference]))
    const known = new Map(
      (await this.recorded([...references])).map((movement) => [`${movement.act}:${movement.reference}`, movement]),
    )
    for (const line of batch) this.compare(line, known)
  }

  result(): SettlementMatch {
    const lost = this.unmoved.filter(({ reference }) => !this.takenBack.has(reference))
    return {
      matched: this.matched + this.unmoved.length - lost.length,
      differences: [...this.differences, ...lost].sort((a, b) => a.line - b.line),
    }
  }

  private compare(line: SettlementLine, known: ReadonlyMap<string, RecordedMovement>): void {
    const { act, reference, paymentReference } = line
    if (!line.moved) {
      const movement = known.get(`${act}:${reference}`)
      this.takenBack.add(reference)
      if (movement?.moved)
        this.differ("settlement_failed_later", line, movement, "recorded as moved, and was taken back")
      else this.matched += 1
      return
    }
    // A capture that came with its authorization may have no name of its own here.
    const ofPayment = act === "capture" ? known.get(`capture:${paymentReference}`) : undefined
    const movement = known.get(`${act}:${reference}`) ?? ofPayment
    const key = `${act}:${movement?.id ?? reference}`
    const repeated = this.seen.has(key)
    this.seen.add(key)
    if (repeated) this.differ("settlement_repeated", line, movement, "settled before in the same report")
    else if (!movement) this.differ("settlement_unrecorded", line, movement, "not recorded by the shop")
    else if (!movement.moved)
      this.unmoved.push(difference("settlement_unrecorded", line, movement, "recorded, and not as moved"))
    else if (sameAmount(line, movement)) this.matched += 1
    else {
      const is = `recorded as ${movement.amount} ${movement.currencyCode.toUpperCase()}`
      this.differ("settlement_amount_differs", line, movement, is)
    }
  }

  private differ(...found: Parameters<typeof difference>): void {
    this.differences.push(difference(...found))
  }
}

function sameAmount({ gross }: SettlementLine, { act, amount, currencyCode }: RecordedMovement): boolean {
  const recorded = fromDecimalText(amount, currencyCode)
  if (recorded?.currency !== gross.currency) return false
  return gross.amountMinor === (GOES.has(act) ? -recorded.amountMinor : recorded.amountMinor)
}

function difference(
  code: string,
  { lineNumber, type, act, moved, reference, paymentReference, gross }: SettlementLine,
  movement: RecordedMovement | undefined,
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
    moved,
    message: `Row ${lineNumber}: ${type} ${reference} of ${money(amountMinor, currency).toString()} is ${is}.`,
  }
}

import type { RecordedMovement, ReportCompared, ReportDifference, ReportedAct } from "@holdfast/kernel"
import { decimalOf } from "./read-webhook"

/** What the sandbox says was settled. */
export interface SandboxReport {
  readonly lines: readonly {
    readonly act: ReportedAct
    readonly reference: string
    readonly payment: string
    readonly amount_minor: string
    readonly currency: string
  }[]
}

/** Line by line: moved as the shop has it, or a difference. */
export function compareLines(
  lines: SandboxReport["lines"],
  recorded: readonly RecordedMovement[],
): Omit<ReportCompared, "report"> {
  const known = new Map(recorded.map((movement) => [`${movement.act}:${movement.reference}`, movement]))
  const differences = lines.flatMap(({ act, reference, payment, amount_minor: minor, currency }, place) => {
    const amount = decimalOf(minor, currency) ?? "0"
    const movement = known.get(`${act}:${reference}`)
    if (movement?.moved && Number(movement.amount) === Number(amount)) return []
    const found: ReportDifference = {
      line: place + 1,
      code: movement?.moved ? "settlement_amount_differs" : "settlement_unrecorded",
      act,
      reference,
      paymentReference: payment,
      recordedId: movement?.id ?? null,
      amount,
      currencyCode: currency.toLowerCase(),
      moved: true,
      message: `Line ${place + 1}: ${act} ${reference} of ${amount} ${currency} is not what the shop has.`,
    }
    return [found]
  })
  return { matched: lines.length - differences.length, differences }
}

import { createHash } from "node:crypto"
import {
  done,
  type Outcome,
  type ProviderFact,
  type RecordedMovement,
  type Refusal,
  type SqlTx,
} from "@holdfast/kernel"
import { decimalText, minorText } from "./minor-units"
import { installedProvider, type ProviderDesk } from "./provider-desk"
import { recordedChargebacks } from "./store/recorded-chargebacks"
import { recordedMovements } from "./store/recorded-movements"
import { acceptDifference, keepDifferences } from "./store/settlement-differences"

/** What a report says of our books. */
export interface ReportResult {
  readonly matched: number
  readonly differences: number
  /** Of the differences, those that no earlier reading has found. */
  readonly added: number
}

/** Compares providers' settlement reports with what we have recorded, and keeps what does not agree. */
export class SettlementDesk {
  constructor(
    private readonly tx: SqlTx,
    private readonly providers: ProviderDesk,
  ) {}

  /**
   * Compares the report that a `report.available` fact names. Read again, it adds nothing. A provider that compares no
   * reports has none that differ.
   *
   * @returns refused when the provider cannot give the report now, with its own code
   */
  async compare(providerId: string, fact: ProviderFact): Promise<Outcome<ReportResult, Refusal>> {
    const provider = installedProvider(this.providers, providerId)
    if (!provider?.compareReport) return done({ matched: 0, differences: 0, added: 0 })
    const compared = await provider.compareReport({
      fact,
      recorded: (references) => this.recorded(providerId, references),
    })
    if (!compared.ok) return compared
    const { report, matched, differences } = compared.value
    const added = await keepDifferences(
      this.tx,
      differences.map((one) => ({
        ...{ id: differenceIdOf(providerId, report, one.line), provider_id: providerId, report },
        ...{ line: one.line, code: one.code, act: one.act, reference: one.reference, moved: one.moved },
        ...{ payment_reference: one.paymentReference, operation_id: one.recordedId, message: one.message },
        amount: one.amount,
        amount_minor: minorText(one.amount, one.currencyCode),
        currency_code: one.currencyCode.toLowerCase(),
      })),
    )
    return done({ matched, differences: differences.length, added })
  }

  private async recorded(providerId: string, references: readonly string[]): Promise<readonly RecordedMovement[]> {
    const movements = await recordedMovements(this.tx, providerId, references)
    const chargebacks = await recordedChargebacks(this.tx, providerId, references)
    return [
      ...movements.map(({ id, act, reference, moved, amount_minor: minor, currency_code: currencyCode }) => ({
        ...{ id, act, reference, moved, currencyCode },
        amount: decimalText(minor, currencyCode),
      })),
      ...chargebacks.map(({ currency_code: currencyCode, ...told }) => ({ ...told, currencyCode, moved: true })),
    ]
  }

  /** Somebody has looked into it: it is kept, and not a difference any more. */
  accept(id: string, by: string): Promise<void> {
    return acceptDifference(this.tx, id, by)
  }
}

const differenceIdOf = (providerId: string, report: string, line: number): string =>
  `paysd_${createHash("sha256")
    .update(JSON.stringify([providerId, report, line]))
    .digest("hex")
    .slice(0, 26)}`

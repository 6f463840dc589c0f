import { createHash } from "node:crypto"
import { done, type Outcome, type ProviderFact, type Refusal, type SqlTx } from "@holdfast/kernel"
import { decimalText, minorText } from "./minor-units"
import { installedProvider, type ProviderDesk } from "./provider-desk"
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
      recorded: async (references) =>
        (await recordedMovements(this.tx, providerId, references)).map((row) => ({
          ...{ id: row.id, act: row.act, reference: row.reference, moved: row.moved },
          amount: decimalText(row.amount_minor, row.currency_code),
          currencyCode: row.currency_code,
        })),
    })
    if (!compared.ok) return compared
    const { report, matched, differences } = compared.value
    const added = await keepDifferences(
      this.tx,
      differences.map((one) => ({
        ...{ id: differenceIdOf(providerId, report, one.line), provider_id: providerId, report },
        ...{ line: one.line, code: one.code, act: one.act, reference: one.reference, moved: one.moved },
        ...{ payment_reference: one.paymentReference, operation_id: one.recordedId, message: one.message },
        amount_minor: minorText(one.amount, one.currencyCode),
        currency_code: one.currencyCode.toLowerCase(),
      })),
    )
    return done({ matched, differences: differences.length, added })
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

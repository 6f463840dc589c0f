import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { matchSettlement, type RecordedMove } from "./match-settlement"
import { parseSettlementReport } from "./settlement-report"

const HEAD =
  "Company Account,Merchant Account,Psp Reference,Merchant Reference,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC)"
const report = (...rows: string[]) => [HEAD, ...rows].join("\r\n")
const row = (type: string, payment: string, reference: string, debit: string, credit: string, currency = "EUR") =>
  `Holdfast,Shop,${payment},payses_01,${type},${reference},${currency},${debit},${credit}`

const recorded = (
  kind: "capture" | "refund",
  reference: string,
  amount: string,
  currencyCode = "eur",
): RecordedMove => ({
  kind,
  paymentReference: "P1",
  reference,
  amount,
  currencyCode,
  id: `${kind}_${reference}`,
})

describe("parseSettlementReport", () => {
  it("reads what came and what went in minor units, and passes over costs and payouts", () => {
    const text = report(
      row("Settled", "P1", "M1", "", "19.99"),
      row("Refunded", "P1", "M2", "5.00", ""),
      row("Settled", "P2", "M3", "", "500", "JPY"),
      row("Settled", "P3", "M4", "", "5.124", "KWD"),
      row("Fee", "", "fee", "0.10", ""),
      row("MerchantPayout", "", "out", "14.89", ""),
      "",
    )
    expect(
      expectDone(parseSettlementReport(text)).map(({ type, gross }) => [type, gross.amountMinor, gross.currency]),
    ).toEqual([
      ["Settled", 1999n, "EUR"],
      ["Refunded", -500n, "EUR"],
      ["Settled", 500n, "JPY"],
      ["Settled", 5124n, "KWD"],
    ])
  })

  it("reads quoted fields with commas, quotes and line ends in them", () => {
    const text = report('Holdfast,Shop,P1,"a, ""b""\nc",Settled,M1,EUR,,"1.00"')
    expect(expectDone(parseSettlementReport(text))).toMatchObject([
      { merchantReference: 'a, "b"\nc', gross: { amountMinor: 100n } },
    ])
  })

  it("refuses a whole report for one row whose money cannot be counted, and names the row", () => {
    expect(
      parseSettlementReport(report(row("Settled", "P1", "M1", "", "1.00"), row("Settled", "P2", "M2", "", "much"))),
    ).toMatchObject({
      code: "report_malformed",
      message: "Row 3 of the settlement report has an amount that cannot be counted.",
    })
    expect(parseSettlementReport("a,b\n1,2")).toMatchObject({ code: "report_malformed" })
    expect(parseSettlementReport(report(row("Settled", "", "M1", "", "1.00")))).toMatchObject({
      code: "report_malformed",
    })
    expect(parseSettlementReport(HEAD.replace(",Gross Currency", ""))).toMatchObject({ code: "report_malformed" })
  })
})

describe("matchSettlement", () => {
  const lines = (...rows: string[]) => expectDone(parseSettlementReport(report(...rows)))

  it("matches 2 captures and 1 refund to what the shop has recorded", () => {
    const match = matchSettlement(
      lines(
        row("Settled", "P1", "M1", "", "19.99"),
        row("Settled", "P1", "M2", "", "1.00"),
        row("Refunded", "P1", "M3", "5.00", ""),
      ),
      [recorded("capture", "M1", "19.99"), recorded("capture", "M2", "1"), recorded("refund", "M3", "5")],
    )
    expect(match).toEqual({ matched: 3, differences: [], outstanding: [] })
  })

  it("names money that was settled and not recorded, settled twice, and settled with another amount or currency", () => {
    const match = matchSettlement(
      lines(
        row("Settled", "P1", "M1", "", "19.99"),
        row("Settled", "P1", "M1", "", "19.99"),
        row("Settled", "P1", "M2", "", "2.00"),
        row("Settled", "P1", "M4", "", "3.00", "USD"),
        row("Refunded", "P1", "M9", "5.00", ""),
      ),
      [recorded("capture", "M1", "19.99"), recorded("capture", "M2", "1.00"), recorded("capture", "M4", "3.00")],
    )
    expect(match.matched).toBe(1)
    expect(match.differences.map(({ code, reference }) => [code, reference])).toEqual([
      ["settlement_repeated", "M1"],
      ["settlement_amount_differs", "M2"],
      ["settlement_amount_differs", "M4"],
      ["settlement_unrecorded", "M9"],
    ])
    expect(match.differences[1]?.message).toBe("Row 4: Settled M2 of 2.00 EUR is recorded as 1.00 EUR.")
  })

  it("keeps what is not settled yet as outstanding, and names a capture that was taken back", () => {
    const match = matchSettlement(lines(row("CaptureFailed", "P1", "M1", "19.99", "")), [
      recorded("capture", "M1", "19.99"),
      recorded("refund", "M2", "1.00"),
    ])
    expect(match.differences.map(({ code }) => code)).toEqual(["settlement_failed_later"])
    expect(match.outstanding.map(({ reference }) => reference)).toEqual(["M1", "M2"])
  })
})

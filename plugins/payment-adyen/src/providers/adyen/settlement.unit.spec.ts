import { describe, expect, it } from "@jest/globals"
import { done, expectDone, type Outcome, type RecordedMovement } from "@holdfast/kernel"
import { compareText, rowsOf } from "./settlement"
import { matchSettlement } from "./domain/match-settlement"
import { settlementLines, type SettlementLine } from "./domain/settlement-report"

const HEAD =
  "Company Account,Merchant Account,Psp Reference,Merchant Reference,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC)"
const report = (...rows: string[]) => [HEAD, ...rows].join("\r\n")
const row = (type: string, payment: string, reference: string, debit: string, credit: string, currency = "EUR") =>
  `Holdfast,Shop,${payment},payses_01,${type},${reference},${currency},${debit},${credit}`

/** In pieces of 7 bytes, which a report does not come in. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += 7) yield await Promise.resolve(bytes.subarray(from, from + 7))
}

async function read(text: string): Promise<Outcome<readonly SettlementLine[]>> {
  const lines: SettlementLine[] = []
  for await (const line of settlementLines(rowsOf(pieces(text)))) {
    if (!line.ok) return line
    lines.push(line.value)
  }
  return done(lines)
}

const recorded = (
  act: RecordedMovement["act"],
  reference: string,
  amount: string,
  more: Partial<RecordedMovement> = {},
): RecordedMovement => ({
  act,
  reference,
  amount,
  currencyCode: "eur",
  id: `${act}_${reference}`,
  moved: true,
  ...more,
})

describe("settlementLines", () => {
  it("reads what came and what went in minor units, and passes over costs, payouts and corrections", async () => {
    const text = report(
      row("Settled", "P1", "M1", "", "19.99"),
      row("Refunded", "P1", "M2", "5.00", ""),
      row("Settled", "P2", "M3", "", "500", "JPY"),
      row("Settled", "P3", "M4", "", "5.124", "KWD"),
      row("Fee", "", "fee", "0.10", ""),
      row("MerchantPayout", "", "out", "14.89", ""),
      row("ManualCorrected", "", "", "1.00", ""),
      row("AuthorisationSchemeFee", "", "", "a few", ""),
      "",
    )
    expect(expectDone(await read(text)).map(({ type, gross }) => [type, gross.amountMinor, gross.currency])).toEqual([
      ["Settled", 1999n, "EUR"],
      ["Refunded", -500n, "EUR"],
      ["Settled", 500n, "JPY"],
      ["Settled", 5124n, "KWD"],
    ])
  })

  it("reads quoted fields with commas, quotes and line ends in them", async () => {
    const text = report('Holdfast,Shop,P1,"a, ""b""\nc",Settled,M1,EUR,,"1.00"')
    expect(expectDone(await read(text))).toMatchObject([
      { merchantReference: 'a, "b"\nc', gross: { amountMinor: 100n } },
    ])
  })

  it("refuses a whole report for one row whose money cannot be counted, and names the row", async () => {
    expect(
      await read(report(row("Settled", "P1", "M1", "", "1.00"), row("Settled", "P2", "M2", "", "much"))),
    ).toMatchObject({
      code: "report_malformed",
      message: "Row 3 of the settlement report has an amount that cannot be counted.",
    })
    expect(await read("a,b\n1,2")).toMatchObject({ code: "report_malformed" })
    expect(await read(report(row("Settled", "", "M1", "", "1.00")))).toMatchObject({
      code: "report_malformed",
    })
    expect(await read(HEAD.replace(",Gross Currency", ""))).toMatchObject({ code: "report_malformed" })
  })
})

describe("matchSettlement", () => {
  const lines = (...rows: string[]) => settlementLines(rowsOf(pieces(report(...rows))))
  const match = async (rows: readonly string[], known: readonly RecordedMovement[]) =>
    expectDone(
      await matchSettlement(lines(...rows), (references) =>
        Promise.resolve(known.filter(({ reference }) => references.includes(reference))),
      ),
    )

  it("matches 2 captures and 1 refund to what the shop has recorded", async () => {
    const rows = [
      row("Settled", "P1", "M1", "", "19.99"),
      row("Settled", "P1", "M2", "", "1.00"),
      row("Refunded", "P1", "M3", "5.00", ""),
    ]
    const known = [recorded("capture", "M1", "19.99"), recorded("capture", "M2", "1"), recorded("refund", "M3", "5")]
    expect(await match(rows, known)).toEqual({ matched: 3, differences: [] })
  })

  it("names money that was settled and not recorded, settled twice, and settled with another amount or currency", async () => {
    const { matched, differences } = await match(
      [
        row("Settled", "P1", "M1", "", "19.99"),
        row("Settled", "P1", "M1", "", "19.99"),
        row("Settled", "P1", "M2", "", "2.00"),
        row("Settled", "P1", "M4", "", "3.00", "USD"),
        row("Refunded", "P1", "M9", "5.00", ""),
        row("Settled", "P1", "M5", "", "4.00"),
      ],
      [
        recorded("capture", "M1", "19.99"),
        recorded("capture", "M2", "1.00"),
        recorded("capture", "M4", "3.00"),
        recorded("capture", "M5", "4.00", { moved: false }),
      ],
    )
    expect(matched).toBe(1)
    expect(differences.map(({ code, reference, line, amount }) => [code, reference, line, amount])).toEqual([
      ["settlement_repeated", "M1", 3, "19.99"],
      ["settlement_amount_differs", "M2", 4, "2.00"],
      ["settlement_amount_differs", "M4", 5, "3.00"],
      ["settlement_unrecorded", "M9", 6, "5.00"],
      ["settlement_unrecorded", "M5", 7, "4.00"],
    ])
    expect(differences[1]).toMatchObject({
      act: "capture",
      recordedId: "capture_M2",
      moved: true,
      message: "Row 4: Settled M2 of 2.00 EUR is recorded as 1.00 EUR.",
    })
    expect(differences[4]?.message).toBe("Row 7: Settled M5 of 4.00 EUR is recorded, and not as moved.")
  })

  it("names a capture that was taken back as long as the shop holds that it moved", async () => {
    const rows = [row("Settled", "P1", "M1", "", "19.99"), row("CaptureFailed", "P1", "M1", "19.99", "")]
    const { differences } = await match(rows, [recorded("capture", "M1", "19.99")])
    expect(differences).toMatchObject([
      { code: "settlement_failed_later", act: "capture", amount: "19.99", moved: false },
    ])
    expect(await match(rows, [recorded("capture", "M1", "19.99", { moved: false })])).toEqual({
      matched: 2,
      differences: [],
    })
  })

  it("says nothing of a report that breaks off in a row, whatever was read before", async () => {
    const broken = report(row("Settled", "P1", "M1", "", "1.00"), 'Holdfast,"Shop')
    expect(await compareText(pieces(broken), () => Promise.resolve([]))).toMatchObject({
      code: "report_malformed",
      message: "Row 3 of the settlement report has text that is no CSV.",
    })
  })

  it("matches a chargeback, what came back of it, and the second 1, each for itself", async () => {
    const rows = [
      row("Chargeback", "P1", "D1", "19.99", ""),
      row("ChargebackReversed", "P1", "D1", "", "19.99"),
      row("SecondChargeback", "P1", "D1", "19.99", ""),
    ]
    const all = [
      recorded("chargeback", "D1", "19.99"),
      recorded("chargeback_reversal", "D1", "19.99"),
      recorded("second_chargeback", "D1", "19.99"),
    ]
    expect(await match(rows, all)).toEqual({ matched: 3, differences: [] })
    expect(await match(rows, all.slice(0, 2))).toMatchObject({
      matched: 2,
      differences: [
        {
          ...{ line: 4, code: "settlement_unrecorded", act: "second_chargeback", amount: "19.99", moved: true },
          message: "Row 4: SecondChargeback D1 of -19.99 EUR is not recorded by the shop.",
        },
      ],
    })
    expect(await match(rows.slice(0, 1), [recorded("chargeback", "D1", "9.99")])).toMatchObject({
      differences: [{ code: "settlement_amount_differs", act: "chargeback" }],
    })
  })

  it("knows a capture that came with its authorization by the payment, and only 1 such line", async () => {
    const rows = [row("Settled", "P1", "M1", "", "19.99"), row("Settled", "P1", "M2", "", "19.99")]
    const { matched, differences } = await match(rows, [recorded("capture", "P1", "19.99")])
    expect([matched, differences.map(({ code }) => code)]).toEqual([1, ["settlement_repeated"]])
  })

  it("passes over what was sold elsewhere through the same account, and what moves no payment", async () => {
    const elsewhere = row("Settled", "P1", "M1", "", "19.99").replace("payses_01", "till-7")
    const rows = [elsewhere, row("Fee", "P1", "M2", "1.00", ""), row("Settled", "P1", "M3", "", "1.00")]
    expect(await match(rows, [recorded("capture", "M3", "1")])).toEqual({ matched: 1, differences: [] })
  })

  it("asks for at most 1,000 references at a time, and finds 1 line of 1,201 that differs", async () => {
    const rows = Array.from({ length: 1201 }, (_, n) => row("Settled", `P${n}`, `M${n}`, "", "1.00"))
    const asked: number[] = []
    const compared = await matchSettlement(lines(...rows), (references) => {
      asked.push(references.length)
      const known = references.filter((reference) => reference.startsWith("M"))
      return Promise.resolve(
        known.map((reference) => recorded("capture", reference, reference === "M1000" ? "2" : "1")),
      )
    })
    const { matched, differences } = expectDone(compared)
    expect(asked).toEqual([1000, 1000, 402])
    expect([matched, differences.map(({ reference }) => reference)]).toEqual([1200, ["M1000"]])
  })

  it("compares the first 500 of 5,000 lines before half of the report has come", async () => {
    const text = report(...Array.from({ length: 5000 }, (_, n) => row("Settled", `P${n}`, `M${n}`, "", "1.00")))
    let come = 0
    async function* coming() {
      for await (const piece of pieces(text)) {
        come += piece.length
        yield piece
      }
    }
    const comeBy: number[] = []
    const compared = await compareText(coming(), (references) => {
      comeBy.push(come)
      return Promise.resolve(references.map((reference) => recorded("capture", reference, "1")))
    })
    expect(expectDone(compared)).toEqual({ matched: 5000, differences: [] })
    expect(comeBy).toHaveLength(10)
    expect(comeBy[0]).toBeLessThan(text.length / 2)
  })
})

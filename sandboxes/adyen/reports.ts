import type { Reply } from "../kit"
import type { AdyenCall } from "./api-call"
import { notify } from "./notify"
import { ServiceError } from "./service-error"
import type { AdyenState, Payment } from "./state"

const COLUMNS =
  "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC)"

// As many decimals as the report writes for a currency; three and none are ISO 4217's here.
const DECIMALS: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, UGX: 0, IDR: 0, KWD: 3, BHD: 3, JOD: 3 }

/** Writes a settlement details report of all that moved, and tells the shop: `{ baseUrl }`. */
export function makeReport(call: AdyenCall): { url: string } {
  const name = `settlement_detail_report_batch_${call.state.reports.size + 1}.csv`
  call.state.reports.set(name, reportOf(call.state))
  const url = `${String(call.body["baseUrl"])}/reports/download/MerchantAccount/${call.state.merchantAccount}/${name}`
  notify(call.tools, call.state.merchantAccount, {
    eventCode: "REPORT_AVAILABLE",
    pspReference: name,
    merchantReference: "",
    amount: { currency: "EUR", value: 0 },
    reason: url,
  })
  return { url }
}

/** A report, for whoever has the report user's password. */
export function downloadReport({ state, params, headers }: AdyenCall): Reply {
  if (!headers.authorization?.startsWith("Basic ")) throw new ServiceError(401, "000", "Unauthorized", "security")
  const text = state.reports.get(params["name"] ?? "")
  if (text === undefined) throw new ServiceError(404, "000", "Report not found")
  return { status: 200, headers: { "content-type": "text/csv" }, text }
}

const reportOf = (state: AdyenState): string =>
  [
    COLUMNS,
    ...[...state.payments.values()].flatMap((payment) => payment.moves.map((move) => row(state, payment, move))),
    `Holdfast,${state.merchantAccount},,,,2026-11-21 00:00:00,CET,Fee,fee,EUR,0.10,,,EUR,0.10,`,
    "",
  ].join("\n")

function row(state: AdyenState, payment: Payment, move: Payment["moves"][number]): string {
  const { currency } = payment.amount
  const amount = (Math.abs(move.value) / 10 ** (DECIMALS[currency] ?? 2)).toFixed(DECIMALS[currency] ?? 2)
  const [debit, credit] = move.value < 0 ? [amount, ""] : ["", amount]
  return `Holdfast,${state.merchantAccount},${payment.pspReference},"${payment.merchantReference}",${payment.method},2026-11-21 12:00:00,CET,${move.type},${move.reference},${currency},${debit},${credit},1,${currency},${debit},${credit}`
}

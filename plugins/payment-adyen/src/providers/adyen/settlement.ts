import { refuse, type Outcome } from "@holdfast/kernel"
import { matchSettlement, type RecordedMove, type SettlementMatch } from "./domain/match-settlement"
import { parseSettlementReport } from "./domain/settlement-report"
import type { AdyenOptions } from "./options"

/** Fetches a settlement report and compares it with what the shop has recorded. */
export async function reconcileSettlement(
  options: AdyenOptions,
  reportUrl: string,
  recorded: readonly RecordedMove[],
): Promise<Outcome<SettlementMatch>> {
  const { reportUser, reportPassword, reportHosts } = options
  if (reportUser === null || reportPassword === null) {
    return refuse(
      "report_access_missing",
      'Adyen options "reportUser" and "reportPassword" are not set.',
      "Set ADYEN_REPORT_USER and ADYEN_REPORT_PASSWORD to a user with the report role.",
    )
  }
  // The report user's password goes to this address, so only to Adyen's, however the address got here.
  const host = URL.canParse(reportUrl) ? new URL(reportUrl).host : ""
  if (!reportHosts.includes(host)) {
    return refuse(
      "report_address_refused",
      `Reports are not fetched from ${host || "an address that is none"}.`,
      'Name the host in the option "reportHosts".',
    )
  }
  const fetched = await reportText(reportUrl, `${reportUser}:${reportPassword}`, options.totalTimeoutMs)
  if (!fetched.ok) return fetched
  const lines = parseSettlementReport(fetched.value)
  return lines.ok ? { ok: true, value: matchSettlement(lines.value, recorded) } : lines
}

async function reportText(url: string, credentials: string, timeoutMs: number): Promise<Outcome<string>> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.ok) return { ok: true, value: await response.text() }
    return unfetched(`Adyen answered ${response.status}`)
  } catch (error) {
    return unfetched(error instanceof Error ? error.name : "no answer")
  }
}

const unfetched = (why: string) =>
  refuse(
    "report_not_fetched",
    `The settlement report could not be fetched: ${why}.`,
    "Try again; reports stay available for months.",
  )

import { done, refuse, type Outcome, type ReportAsked, type ReportCompared } from "@holdfast/kernel"
import type { PluginLogger } from "./client"
import { matchSettlement } from "./domain/match-settlement"
import { parseSettlementReport } from "./domain/settlement-report"
import type { AdyenOptions } from "./options"

/** Adyen tells of every report that it makes; of these, the one that says what was settled. */
const SETTLEMENT_DETAILS = /settlement_details?_report[^/]*\.csv$/i

/** Fetches a settlement report and compares it with what the shop has recorded. */
export async function compareReport(
  options: AdyenOptions,
  logger: PluginLogger,
  { fact, recorded }: ReportAsked,
): Promise<Outcome<ReportCompared>> {
  const { reportUrl } = fact.data
  const url = typeof reportUrl === "string" && URL.canParse(reportUrl) ? new URL(reportUrl) : null
  const report = fact.reference ?? url?.pathname ?? fact.id
  if (!SETTLEMENT_DETAILS.test(url?.pathname ?? "")) return done({ report, matched: 0, differences: [] })
  const { reportUser, reportPassword, reportHosts } = options
  if (reportUser === null || reportPassword === null) {
    logger.warn(
      `The settlement report ${report} is not compared: set Adyen's options "reportUser" and "reportPassword" to a user with the report role.`,
    )
    return done({ report, matched: 0, differences: [] })
  }
  // The report user's password goes to this address, so only to Adyen's, however the address got here.
  if (!url || !reportHosts.includes(url.host)) {
    return refuse(
      "report_address_refused",
      `Reports are not fetched from ${url?.host ?? "an address that is none"}.`,
      'Name the host in the option "reportHosts".',
    )
  }
  const fetched = await reportText(url.href, `${reportUser}:${reportPassword}`, options.totalTimeoutMs)
  if (!fetched.ok) return fetched
  const lines = parseSettlementReport(fetched.value)
  return lines.ok ? done({ report, ...(await matchSettlement(lines.value, recorded)) }) : lines
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

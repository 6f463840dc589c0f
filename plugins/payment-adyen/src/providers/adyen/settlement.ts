import { pipeline } from "node:stream/promises"
import { CsvError, parse } from "csv-parse"
import { done, refuse, type Outcome, type ReportAsked, type ReportCompared } from "@holdfast/kernel"
import type { PluginLogger } from "./client"
import { matchSettlement, type SettlementMatch } from "./domain/match-settlement"
import { malformed, settlementLines } from "./domain/settlement-report"
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
  try {
    const text = chunksOf(url.href, `${reportUser}:${reportPassword}`, options.totalTimeoutMs)
    const match = await compareText(text, recorded)
    return match.ok ? done({ report, ...match.value }) : match
  } catch (error) {
    if (!(error instanceof Unfetched)) throw error
    return refuse(
      "report_not_fetched",
      `The settlement report could not be fetched: ${error.message}.`,
      "Try again; reports stay available for months.",
    )
  }
}

class Unfetched extends Error {}

/** Compares a report's text as it comes: no row waits in memory for the last. */
export async function compareText(
  text: AsyncIterable<Uint8Array>,
  recorded: ReportAsked["recorded"],
): Promise<Outcome<SettlementMatch>> {
  try {
    return await matchSettlement(settlementLines(rowsOf(text)), recorded)
  } catch (error) {
    if (error instanceof CsvError) return malformed(Number(error["records"] ?? 0) + 1, "text that is no CSV")
    throw error
  }
}

/** A report's rows, each as soon as it has come. */
export async function* rowsOf(text: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const parser = parse({ bom: true, trim: true, relax_column_count: true })
  // What breaks while it is fetched breaks the parser, and so whoever reads its rows.
  pipeline(text, parser).catch(() => undefined)
  for await (const row of parser) yield row as string[]
}

/** The text of a report. The time-out is for each next piece of it, so that a long one may take its time. */
async function* chunksOf(url: string, credentials: string, timeoutMs: number): AsyncGenerator<Uint8Array> {
  const silence = new AbortController()
  const wait = () => setTimeout(() => silence.abort(new DOMException("no answer in time", "TimeoutError")), timeoutMs)
  let timer = wait()
  try {
    const response = await fetch(url, {
      headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
      redirect: "error",
      signal: silence.signal,
    })
    if (!response.ok) throw new Unfetched(`Adyen answered ${response.status}`)
    // The browser's type of a body, which the build has, does not say that it can be read piece by piece.
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer)
      yield chunk
      timer = wait()
    }
  } catch (error) {
    throw error instanceof Unfetched ? error : new Unfetched(error instanceof Error ? error.name : "no answer")
  } finally {
    clearTimeout(timer)
  }
}

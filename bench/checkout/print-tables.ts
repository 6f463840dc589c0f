import { describeCores, type Noise } from "../harness/noise"
import type { Compared } from "../harness/pair-ratios"
import type { Latency } from "../harness/percentile"
import { formatTable } from "../harness/table"
import type { Level } from "./measure-closed-loop"
import { CHECKOUT_CALLS } from "./place-order"
import {
  type ClosedLoopResult,
  type CompletionsResult,
  type OpenLoopResultFile,
  type PlacedResult,
  verdict,
} from "./result"

const ms = (value: number) => (Number.isFinite(value) ? value.toFixed(value < 10 ? 1 : 0) : "lost")

const ratioCell = ({ ratio }: Pick<Compared<unknown>, "ratio">) =>
  `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`

const percentiles = ({ p50Ms, p95Ms, p99Ms }: Latency) => [p50Ms, p95Ms, p99Ms].map(ms)

/** All that the closed-loop run found, as a person wants to read it. */
export function closedLoopTables(result: ClosedLoopResult): string {
  return [
    ...result.levels.map(levelTable),
    throughputTable(result),
    statementTable(result),
    memoryTable(result),
    ...result.levels.map(({ buyers, wholeCheckout }) => verdict(buyers, wholeCheckout.ratio)),
    ...result.levels.map(({ buyers, noise }) => noiseLine(`${buyers} at a time`, noise)),
  ].join("\n\n")
}

function levelTable({ buyers, calls, wholeCheckout }: Level): string {
  const row = (name: string, { ours, peer, ratio }: Compared<Latency>) => [
    name,
    ...percentiles(peer),
    ...percentiles(ours),
    ratioCell({ ratio }),
  ]
  const header = ["ms", "vanilla p50", "p95", "p99", "ours p50", "p95", "p99", "ours : vanilla"]
  const rows = CHECKOUT_CALLS.map((call) => row(call, calls[call]))
  const who = buyers === 1 ? "One buyer at a time" : `${buyers} buyers at a time`
  const title = `${who}, ${wholeCheckout.ours.count} checkouts each`
  return `${title}\n${formatTable(header, [...rows, [], row("whole checkout", wholeCheckout)])}`
}

function throughputTable({ levels }: ClosedLoopResult): string {
  const cpu = (compared: Compared<number> | undefined) =>
    compared ? [ms(compared.peer), ms(compared.ours), ratioCell(compared)] : ["not known", "not known", ""]
  const header = ["buyers", "vanilla /s", "ours /s", "ratio", "vanilla CPU ms", "ours CPU ms", "ratio"]
  const rows = levels.map(({ buyers, checkoutsPerSecond: rate, serverCpuMs }) => [
    String(buyers),
    rate.peer.toFixed(2),
    rate.ours.toFixed(2),
    ratioCell(rate),
    ...cpu(serverCpuMs),
  ])
  return `Whole checkouts, and the server's processor time for one\n${formatTable(header, rows)}`
}

function statementTable({ statements: { calls, wholeCheckout } }: ClosedLoopResult): string {
  const row = (name: string, { ours, peer }: ClosedLoopResult["statements"]["wholeCheckout"]) => [
    name,
    String(peer.statements),
    String(ours.statements),
    ms(peer.executionMs),
    ms(ours.executionMs),
  ]
  const header = ["SQL", "vanilla statements", "ours", "vanilla database ms", "ours"]
  const rows = CHECKOUT_CALLS.map((call) => row(call, calls[call]))
  return formatTable(header, [...rows, [], row("whole checkout", wholeCheckout)])
}

function memoryTable({ residentMibAfterSeed: seeded, levels }: ClosedLoopResult): string {
  const mib = (value: number | undefined) => value?.toFixed(0) ?? "not known"
  const header = ["resident memory, MiB", "vanilla", "ours", "ratio"]
  const rows = levels.map(({ buyers, residentMib: seen }) => [
    `with ${buyers} at a time`,
    mib(seen?.peer),
    mib(seen?.ours),
    seen ? ratioCell(seen) : "",
  ])
  return formatTable(header, [["after the seed", mib(seeded.peer), mib(seeded.ours)], ...rows])
}

function noiseLine(what: string, noise: Noise): string {
  const { pairsKept, pairsDropped, othersCoresMedian, othersCoresWorstKept } = noise
  return (
    `${what}: ${pairsKept} pairs kept, ${pairsDropped} dropped. Other processes kept ${describeCores(othersCoresMedian)} busy, ` +
    `${describeCores(othersCoresWorstKept)} in the worst pair kept.`
  )
}

/** All that a run of completions found. */
export function completionTables(result: PlacedResult & Partial<CompletionsResult>): string {
  const { levels, statements, peerName, replays } = result
  const rows = levels.map(({ callers, latency, perSecond, refusedByPeer }) => [
    String(callers),
    ...percentiles(latency.peer),
    ...percentiles(latency.ours),
    perSecond.peer.toFixed(1),
    perSecond.ours.toFixed(1),
    ratioCell(perSecond),
    String(refusedByPeer),
  ])
  const of = (name: string) => [`${name} p50 ms`, "p95", "p99"]
  const header = [
    "callers",
    ...of(peerName),
    ...of("ours"),
    `${peerName} /s`,
    "ours /s",
    "ratio",
    `refused by ${peerName}`,
  ]
  return [
    formatTable(header, rows),
    `SQL statements of one completion: ${peerName} ${statements.peer.statements}, ours ${statements.ours.statements}`,
    ...(replays ? [replayTable(peerName, replays)] : []),
    ...levels.map(({ callers, noise }) => noiseLine(`${callers} at a time`, noise)),
  ].join("\n\n")
}

function replayTable(peerName: string, { ours, peer }: CompletionsResult["replays"]): string {
  const row = (name: string, one: typeof ours) => [
    name,
    String(one.orders),
    String(one.refused),
    ms(one.firstP50Ms),
    ms(one.replayP50Ms),
    (one.replayP50Ms / one.firstP50Ms).toFixed(3),
  ]
  const header = ["", "orders", "refused", "first p50 ms", "replay p50 ms", "replay : first"]
  const table = formatTable(header, [row(peerName, peer), row("ours", ours)])
  return `One cart completed by ${ours.callers} at once, then asked for again and again\n\n${table}`
}

/** All that the open-loop run found. */
export function openLoopTables({ arrivals, options }: OpenLoopResultFile): string {
  const { fate, wholeCheckout, noise, firstFailure } = arrivals
  const row = (name: string, side: "ours" | "peer") => {
    const { arrived, answered, dropped, failed, unfinished } = fate[side]
    return [name, ...[arrived, answered, dropped, failed, unfinished].map(String), ...percentiles(wholeCheckout[side])]
  }
  const header = ["", "arrived", "answered", "dropped", "failed", "unfinished", "p50 ms", "p95 ms", "p99 ms"]
  return [
    `${options.ratePerSecond} checkouts a second (${options.arrivals}), each counted from when it was due`,
    formatTable(header, [row("vanilla", "peer"), row("ours", "ours")]),
    ...(firstFailure === undefined ? [] : [`First failure: ${firstFailure}`]),
    noiseLine("Open loop", noise),
  ].join("\n\n")
}

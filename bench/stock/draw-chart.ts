import { describeCores } from "../harness/noise"
import { type RatioRow, type RatioSection, ratioChart } from "../harness/ratio-chart"
import type { StockPart } from "./options"
import type { Comparison, Peer } from "./part"
import { figure } from "./print-tables"
import type { StockResult } from "./result"

/** `bench/results/stock.svg` */
export function drawStock(result: StockResult): string {
  const { peers, machine, measuredAt, commit, parts } = result
  const noise = Object.values(parts).flatMap((part) => part.noise)
  const worst = Math.max(...noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0))
  const dropped = noise.reduce((sum, { pairsDropped }) => sum + pairsDropped, 0)
  return ratioChart({
    title: "Holds on stock, through the module's own methods",
    subtitle: `beside ${peers.vanilla} and one bare SQL statement (${peers["one statement"]}), on the same PostgreSQL in the same run`,
    peerName: "peer",
    sections: [
      section(result, "Beside Medusa's own reservation", "vanilla", ["hot", "claims"]),
      section(result, "Beside one bare statement per hold", "one statement", ["hot", "open", "exhaust", "spread"]),
      section(result, "Cost of a hold, the more there is, beside one bare statement", "one statement", ["curves"]),
      section(result, "While a million lapsed holds are swept", "ours without it", ["storm"]),
    ].filter(({ rows }) => rows.length > 0),
    notes: [
      "Bar: median of the pairs' ratios; 1× is the peer. Line: its 95 % interval; with fewer than six pairs, from the lowest to the highest.",
      `${dropped} pairs dropped; other processes kept at most ${describeCores(worst)} busy in those that count.`,
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}. ` +
        `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
    ],
  })
}

const NAMES: Readonly<Record<StockPart, string>> = {
  ...{ hot: "hot item", open: "open loop", exhaust: "refusals", storm: "", spread: "1,000 items" },
  ...{ cold: "", availability: "", curves: "", claims: "claims" },
}

function section(result: StockResult, title: string, peer: Peer, names: readonly StockPart[]): RatioSection {
  const compared = names.flatMap((name) =>
    (result.parts[name]?.compared ?? [])
      .filter(({ peerName }) => peerName === peer)
      .map((row) => ({ ...row, label: [NAMES[name], row.what].filter(Boolean).join(", ") })),
  )
  return { title, better: compared[0]?.better ?? "more", rows: compared.map(rowOf) }
}

const rowOf = ({ label, ratio, ours, peer, unit }: Comparison & { label: string }): RatioRow => ({
  ...{ label, ratio },
  ours: `${figure(ours)}${unit === "ms" ? " ms" : " /s"}`,
  peer: `${figure(peer)}${unit === "ms" ? " ms" : " /s"}`,
})

import { describeCores } from "../harness/noise"
import { type RatioRow, type RatioSection, ratioChart } from "../harness/ratio-chart"
import type { Comparison, Peer } from "./part"
import { figure } from "./print-tables"
import type { PromotionResult } from "./result"

/** Beside larger ratios there is no room for an interval; the JSON has it. */
const INTERVAL_UP_TO = 100

/** `bench/results/promotions.svg` */
export function drawPromotions(result: PromotionResult): string {
  const { peers, machine, measuredAt, commit, parts } = result
  const noise = Object.values(parts).flatMap((part) => part.noise)
  const worst = Math.max(0, ...noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0))
  const dropped = noise.reduce((sum, { pairsDropped }) => sum + pairsDropped, 0)
  const compared = Object.values(parts).flatMap((part) => part.compared)
  const beside = (title: string, peer: Peer): RatioSection => ({
    ...{ title, better: "more" },
    rows: compared.filter(({ peerName }) => peerName === peer).map(rowOf),
  })
  return ratioChart({
    title: "Price of a cart of 8 lines, the more promotions are active",
    subtitle: `carts a second beside ${peers["json-rules-engine"]}, ${peers.vanilla} and a naive scan; the same rules, in one run. Figures: p50.`,
    peerName: "peer",
    sections: [
      beside("Beside json-rules-engine", "json-rules-engine"),
      beside("Beside Medusa's module", "vanilla"),
      beside("Beside a naive scan", "naive scan"),
      beside("While promotions change", "without changes"),
      beside("With the trace read", "without the trace"),
    ].filter(({ rows }) => rows.length > 0),
    notes: [
      "Bar: median of the pairs' ratios; 1× is the peer. Line: its 95 % interval; with fewer than six pairs, from the lowest to the highest.",
      "Medusa knows no priority, group or exclusive: it gets what it can say of the same promotions, and has to find the same ones.",
      `${dropped} pairs dropped; other processes kept at most ${describeCores(worst)} busy in those that count.`,
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}. ` +
        `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
    ],
  })
}

const rowOf = ({ what, ratio, ours, peer }: Comparison): RatioRow => ({
  label: what,
  ratio: ratio.high > INTERVAL_UP_TO ? { median: ratio.median, low: ratio.median, high: ratio.median } : ratio,
  ours: time(ours.p50Us),
  peer: time(peer.p50Us),
})

const time = (us: number) => (us >= 1_000 ? `${figure(us / 1_000)} ms` : `${figure(us)} µs`)

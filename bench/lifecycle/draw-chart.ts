import { describeCores } from "../harness/noise"
import { ratioChart } from "../harness/ratio-chart"
import { figure } from "../stock/print-tables"
import type { LifecycleResult } from "./result"

/** `bench/results/lifecycle.svg` */
export function drawLifecycle({ peer, machine, measuredAt, commit, parts }: LifecycleResult): string {
  const { log, replay, transitions, lookup } = parts
  const noise = transitions?.noise ?? []
  const worst = Math.max(0, ...noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0))
  const told = (part: typeof log, name: string) => figure(Number(part?.figures[name] ?? NaN))
  return ratioChart({
    title: "Transitions of orders, through the module's own methods",
    subtitle: `beside ${peer}, on the same PostgreSQL in the same run`,
    peerName: "peer",
    sections: [
      {
        title: "100,000 orders, 8 callers",
        better: "more",
        rows: (transitions?.compared ?? []).map(({ what, ratio, ours, peer }) => ({
          ...{ label: what, ratio, ours: `${figure(ours)} /s`, peer: `${figure(peer)} /s` },
        })),
      },
    ],
    notes: [
      "Bar: median of the pairs' ratios; 1× is the peer. Line: its 95 % interval; with fewer than six pairs, from the lowest to the highest.",
      `Replay of all orders: ${told(replay, "seconds")} s. A look at 200 transitions: p99 ${told(lookup, "p99 ms")} ms. ` +
        `Log: ${told(log, "bytes of log for each order")} bytes for ten transitions.`,
      `${noise.reduce((sum, { pairsDropped }) => sum + pairsDropped, 0)} pairs dropped; other processes kept at most ${describeCores(worst)} busy in those that count.`,
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}. ` +
        `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
    ],
  })
}

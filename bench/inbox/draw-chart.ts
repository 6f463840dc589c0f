import { describeCores } from "../harness/noise"
import { ratioChart } from "../harness/ratio-chart"
import type { Comparison, PartResult } from "../stock/part"
import { figure } from "../stock/print-tables"
import type { InboxResult } from "./result"

/** `bench/results/inbox.svg` */
export function drawInbox({ peer, machine, measuredAt, commit, options, parts }: InboxResult): string {
  const { webhooks, rate, handled } = parts
  const noise = [...(webhooks?.noise ?? []), ...(rate?.noise ?? [])]
  const worst = Math.max(0, ...noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0))
  const told = (part: PartResult | undefined, name: string) => figure(Number(part?.figures[name] ?? NaN))
  const row = ({ what, ratio, ours, peer: theirs, unit }: Comparison) => ({
    ...{ label: what, ratio, ours: `${figure(ours)} ${unit}`, peer: `${figure(theirs)} ${unit}` },
  })
  return ratioChart({
    title: "Webhooks kept, each once, before they are answered",
    subtitle: `beside ${peer}, on the same PostgreSQL in the same run`,
    peerName: "peer",
    sections: [
      {
        title: `${options.perSecond} a second over HTTP, time to the answer`,
        better: "less",
        rows: (webhooks?.compared ?? []).map(row),
      },
      { title: "At the service, how many a second", better: "more", rows: (rate?.compared ?? []).map(row) },
    ],
    notes: [
      "Bar: median of the pairs' ratios; 1× is the peer. Line: its 95 % interval; with fewer than six pairs, from the lowest to the highest.",
      `Handled in order by one process: ${told(handled, "messages/s")} a second.`,
      `${noise.reduce((sum, { pairsDropped }) => sum + pairsDropped, 0)} pairs dropped; other processes kept at most ${describeCores(worst)} busy in those that count.`,
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}. ` +
        `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
    ],
  })
}

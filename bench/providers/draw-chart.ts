import { describeCores } from "../harness/noise"
import { ratioChart } from "../harness/ratio-chart"
import type { Comparison } from "../stock/part"
import { figure } from "../stock/print-tables"
import type { ProvidersResult } from "./result"

/** `bench/results/providers.svg` */
export function drawProviders({ machine, measuredAt, commit, options, parts }: ProvidersResult): string {
  const noise = Object.values(parts).flatMap((part) => part.noise)
  const worst = Math.max(0, ...noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0))
  const row = (provider: string, { what, ratio, ours, peer, unit }: Comparison) => ({
    ...{ label: `${provider}: ${what}`, ratio, ours: `${figure(ours)} ${unit}`, peer: `${figure(peer)} ${unit}` },
  })
  const rows = (better: Comparison["better"]) =>
    Object.entries(parts).flatMap(([provider, { compared }]) =>
      compared.filter((one) => one.better === better).map((one) => row(provider, one)),
    )
  return ratioChart({
    title: "What the payment plugins add",
    subtitle: "beside the bare request to the same sandbox, and beside one HMAC, in the same run",
    peerName: "bare",
    sections: [
      { title: "Time of a call", better: "less", rows: rows("less") },
      { title: "Webhooks checked", better: "more", rows: rows("more") },
    ],
    notes: [
      "Bar: median of the pairs' ratios; 1× is the bare one. Line: its 95 % interval; with fewer than six pairs, from the lowest to the highest.",
      `p50 of ${options.calls} calls one after the other. The sandbox checks each request and answer against the published specification.`,
      `${noise.reduce((sum, { pairsDropped }) => sum + pairsDropped, 0)} pairs dropped; other processes kept at most ${describeCores(worst)} busy in those that count.`,
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}. ` +
        `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
    ],
  })
}

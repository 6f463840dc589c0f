import { JsonClient } from "../../harness/json-client"
import { measurePairs } from "../../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs } from "../../harness/noise"
import { summarizeRatios } from "../../harness/pair-ratios"
import { percentile } from "../../harness/percentile"
import { checkKept, emptyInboxes } from "../exactness"
import type { Measure } from "../part"
import { arriveAt, type Arrivals } from "../worker-tasks"

/** Over HTTP, from when each webhook was due to its 202, at a rate that has nothing to do with the answers. */
export const measureWebhooks: Measure = async (context) => {
  const { worker, options, groups, say } = context
  const { perSecond, seconds } = options
  await emptyInboxes(context)
  const port = await worker.run("open", {})
  const client = new JsonClient(`http://127.0.0.1:${port}`, {})
  const kept = { ours: 0, peer: 0 }
  const half = async (side: "ours" | "peer", run: string, forSeconds: number): Promise<Arrivals> => {
    const arrivals = await arriveAt((webhook) => client.post(`/${side}`, webhook), {
      ...{ perSecond, run, seconds: forSeconds },
    })
    kept[side] += arrivals.kept
    return arrivals
  }
  // A fresh process compiles its code while it runs.
  for (const side of ["ours", "peer"] as const) await half(side, `warm_${side}`, 2)

  const pairs = await measurePairs<Arrivals>({
    ...{ pairs: options.pairs, maxOthersCores: options.maxOthersCores, groups },
    half: (side, pair) => half(side, `http_${side}_${pair}`, seconds),
    onPair: ({ ours, peer, othersCores, kept: counts }, index) => {
      const [a, b] = [ours.value.latency, peer.value.latency]
      const figures = `p99 ${a.p99Ms.toFixed(1)} ms, peer ${b.p99Ms.toFixed(1)} ms`
      say(`  pair ${index + 1}: ${figures}, others ${describeCores(othersCores)}${counts ? "" : ", dropped"}`)
    },
  })
  client.close()
  await checkKept(context, kept)

  const counting = keptPairs(pairs, "of webhooks")
  const middle = (pick: (arrivals: Arrivals) => number, side: "ours" | "peer") =>
    percentile(
      counting.map((pair) => pick(pair[side].value)),
      50,
    )
  const compared = (what: string, pick: (arrivals: Arrivals) => number) => ({
    ...{ what, unit: "ms", better: "less" as const, peerName: "one statement" as const },
    ours: middle(pick, "ours"),
    peer: middle(pick, "peer"),
    ratio: summarizeRatios(counting.map(({ ours, peer }) => pick(ours.value) / pick(peer.value))),
  })
  const [p50, p99] = [compared("p50", ({ latency }) => latency.p50Ms), compared("p99", ({ latency }) => latency.p99Ms)]
  const lost = counting.reduce((sum, { ours }) => sum + ours.value.lost, 0)
  return {
    title: `${perSecond} webhooks a second over HTTP, arriving by chance, one in ten for the second time`,
    compared: [p50, p99],
    figures: { "webhooks in all": kept.ours, lost },
    goals: [
      { what: `p99 of ${perSecond} webhooks/s`, measured: p99.ours, bar: 50, better: "less", unit: "ms" },
      { what: "webhooks lost", measured: lost, bar: 0, better: "less", unit: "" },
    ],
    noise: [describeNoise(pairs)],
  }
}

import { measurePairs } from "../../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs } from "../../harness/noise"
import { summarizeRatios } from "../../harness/pair-ratios"
import { percentile } from "../../harness/percentile"
import { FLOOR_CLIENTS } from "../floor"
import type { Measure } from "../part"
import type { WalkFigures } from "../worker-tasks"

const CALLERS = 8

/** Random events, legal and illegal, beside the least that a durable change costs. A refusal is a durable row as well. */
export const measureTransitions: Measure = async ({ worker, floor, options, groups, server, database, say }) => {
  const { seconds, pairs: count } = options
  // What filling left to write would be written while this is measured; a fresh process compiles its code, too.
  await server.query(database, "vacuum analyze")
  await server.query("postgres", "checkpoint")
  await worker.run("walk", { callers: CALLERS, seconds: 2, seed: 0 })
  await floor(1)

  let illegalAccepted = 0
  const pairs = await measurePairs<{ perSecond: number; walk?: WalkFigures }>({
    ...{ pairs: count, maxOthersCores: options.maxOthersCores, groups },
    half: async (side, pair) => {
      if (side === "peer") return { perSecond: await floor(seconds) }
      const walk = await worker.run("walk", { callers: CALLERS, seconds, seed: pair + 1 })
      illegalAccepted += walk.illegalAccepted
      return { perSecond: walk.answersPerSecond, walk }
    },
    onPair: ({ ours, peer, othersCores, kept }, index) => {
      const [a, b] = [ours.value.perSecond, peer.value.perSecond]
      const share = `${a.toFixed(0)} /s of ${b.toFixed(0)} /s (${((a / b) * 100).toFixed(0)} %)`
      say(`  pair ${index + 1}: ${share}, others ${describeCores(othersCores)}${kept ? "" : ", dropped"}`)
    },
  })
  if (illegalAccepted > 0) throw new Error(`${illegalAccepted} events were accepted that no such order accepts.`)
  const kept = keptPairs(pairs, "of transitions")
  const walks = kept.flatMap(({ ours }) => ours.value.walk ?? [])
  const middle = (values: readonly number[]) => percentile(values, 50)
  const ratio = summarizeRatios(kept.map(({ ours, peer }) => ours.value.perSecond / peer.value.perSecond))
  const recorded = summarizeRatios(
    kept.map(({ ours, peer }) => (ours.value.walk?.perSecond ?? NaN) / peer.value.perSecond),
  )
  return {
    title: `Random events of ${options.orders.toLocaleString("en")} orders, ${CALLERS} callers, one in five illegal`,
    compared: [
      {
        ...{
          what: "recorded or refused",
          unit: "/s",
          better: "more",
          peerName: "one statement",
          ratio,
        },
        ours: middle(kept.map(({ ours }) => ours.value.perSecond)),
        peer: middle(kept.map(({ peer }) => peer.value.perSecond)),
      },
      {
        ...{ what: "recorded alone", unit: "/s", better: "more", peerName: "one statement", ratio: recorded },
        ours: middle(walks.map((walk) => walk.perSecond)),
        peer: middle(kept.map(({ peer }) => peer.value.perSecond)),
      },
    ],
    figures: {
      "p50 ms": middle(walks.map(({ latency }) => latency.p50Ms)),
      "p99 ms": middle(walks.map(({ latency }) => latency.p99Ms)),
      "recorded in all": walks.reduce((sum, { recorded }) => sum + recorded, 0),
      "refused in all": walks.reduce((sum, { refused }) => sum + refused, 0),
      "clients of the one statement": FLOOR_CLIENTS,
    },
    goals: [
      {
        ...{ what: "decided events beside one update and insert", measured: ratio.median },
        ...{ bar: 0.2, aim: 0.6, better: "more", unit: "times" },
      },
      { what: "illegal events accepted", measured: illegalAccepted, bar: 0, better: "less", unit: "" },
    ],
    noise: [describeNoise(pairs)],
  }
}

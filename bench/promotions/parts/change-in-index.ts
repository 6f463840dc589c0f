import { performance } from "node:perf_hooks"
import { percentile } from "../../harness/percentile"
import { compareEngines } from "../compare-engines"
import { RuleIndex, ruleOf } from "../engine"
import { entryOf, holdfastEngine } from "../holdfast-engine"
import { naiveScan } from "../naive-scan"
import type { PartContext, PartResult } from "../part"
import { ruleSet } from "../rule-set"
import { requireSameTotals } from "../same-total"
import { timeCarts } from "../time-carts"

const SIZE = 5_000
const FLIPS = 2_000
/** So that one cart in twenty waits for a change: more than p99 can hide. */
const CARTS_PER_FLIP = 20

/** What a change costs one process, once it knows of it. */
export async function measureChangeInIndex(context: PartContext): Promise<PartResult> {
  const { carts: many, seconds } = context.options
  const rules = ruleSet("matches grow", SIZE, { carts: many })
  const { promotions } = rules
  const ours = holdfastEngine(rules)
  const every = [...rules.carts.keys()]
  const put = (at: number, status: "active" | "stopped") =>
    elapsedMs(() => ours.index.put(ruleOf(entryOf(promotions[at]!, status))))

  const stopped = new Set(Array.from({ length: FLIPS / 2 }, (_, n) => nth(n)))
  const stopsMs = [...stopped].map((at) => put(at, "stopped"))
  const remaining = { ...rules, promotions: promotions.filter((_, at) => !stopped.has(at)) }
  await requireSameTotals([ours, naiveScan(remaining)], every)
  const startsMs = [...stopped].map((at) => put(at, "active"))
  await requireSameTotals([ours, naiveScan(rules)], every)
  const flipsMs = [...stopsMs, ...startsMs]
  const rebuildsMs = Array.from({ length: 5 }, () =>
    elapsedMs(() => new RuleIndex(promotions.map((promotion) => ruleOf(entryOf(promotion))))),
  )

  let priced = 0
  let flips = 0
  // What is stopped is started next, so that both sides have the same to do.
  const flip = () => {
    put(nth(Math.floor(flips / 2)), flips % 2 === 0 ? "stopped" : "active")
    flips += 1
  }
  const still = holdfastEngine(rules)
  const { comparison, noise } = await compareEngines(
    context,
    { what: `a change every ${CARTS_PER_FLIP} carts`, peerName: "without changes" },
    {
      // The cart that waits for the change carries its time.
      ours: () =>
        timeCarts(every, seconds, (cart) => {
          if (priced++ % CARTS_PER_FLIP === 0) flip()
          return ours.price(cart)
        }),
      peer: () => timeCarts(every, seconds, still.price),
    },
  )
  const p99 = percentile(flipsMs, 99)
  return {
    title: "One promotion of 5,000 changes, in one process",
    compared: [comparison],
    curves: [],
    figures: {
      "change in the index, p50 ms": percentile(flipsMs, 50),
      "change in the index, p99 ms": p99,
      "whole index anew, ms": percentile(rebuildsMs, 50),
      "changes that were measured": flipsMs.length + flips,
    },
    goals: [
      { what: "one of 5,000 changes in the index, p99", measured: p99, bar: 20, better: "less", unit: "ms" },
      {
        ...{
          what: "p99 of a cart while promotions change, beside without",
          bar: 1.5,
          aim: 1.1,
          better: "less",
          unit: "times",
        },
        measured: comparison.ours.p99Us / comparison.peer.p99Us,
      },
    ],
    noise: [noise],
  }
}

/** All of them, in an order that jumps about: 7,919 and 5,000 have no factor in common. */
const nth = (n: number) => (n * 7_919) % SIZE

function elapsedMs(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

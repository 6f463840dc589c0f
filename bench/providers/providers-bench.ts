import { createRequire } from "node:module"
import { performance } from "node:perf_hooks"
import { buildShop } from "../../launcher/build-shop"
import type { Bench, BenchContext } from "../bench-definition"
import { describeMachine, measuredCommit } from "../harness/machine"
import { measurePairs, type Pair } from "../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs } from "../harness/noise"
import { summarizeRatios } from "../harness/pair-ratios"
import { percentile } from "../harness/percentile"
import { writeResult } from "../harness/write-result"
import type { Comparison, PartResult } from "../stock/part"
import { goalTable, partTables } from "../stock/print-tables"
import type * as AdyenSide from "./adyen"
import { ACTS, type Act, type Contender, type Side } from "./contender"
import { drawProviders } from "./draw-chart"
import { parseProvidersOptions, PROVIDERS_USAGE, type ProvidersOptions } from "./options"
import type { ProvidersResult } from "./result"
import type * as StripeSide from "./stripe"

const WARM_UP = 30
/** For so long webhooks are checked in each half. */
const CHECKING_MS = 1_000

type Measure = Pick<BenchContext, "progress"> & { readonly options: ProvidersOptions }

/** What the payment plugins add to a call, and how many webhooks they check. No shop and no database has a part in it. */
export const providersBench: Bench = {
  name: "providers",
  summary: "what the Stripe and Adyen plugins add to a call beside the bare request, and webhooks checked a second",
  usage: PROVIDERS_USAGE,
  run: async ({ root, args, progress, shutdown }) => {
    const options = parseProvidersOptions(args)
    await progress.step("build", (say) => buildShop(root, say))
    // Built just now, so not there when this file was read.
    const load = createRequire(__filename)
    const { startStripe } = load("./stripe") as typeof StripeSide
    const { startAdyen } = load("./adyen") as typeof AdyenSide
    const parts: Record<string, PartResult> = {}
    for (const start of [startStripe, startAdyen]) {
      const contender = await progress.step(start === startStripe ? "Stripe's sandbox" : "Adyen's sandbox", start)
      shutdown.add(`${contender.name}'s sandbox`, () => contender.sandbox.stop())
      const part = await measureProvider(contender, { options, progress })
      parts[contender.name] = part
      progress.line(`\n${partTables(part)}\n`)
    }
    const result: ProvidersResult = {
      bench: "providers",
      peer: "the same request with fetch alone, and one HMAC",
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine("none"),
      ...{ options, parts },
    }
    progress.line(goalTable(result))
    progress.line(`\nWritten: ${writeResult(root, "providers", result, drawProviders(result)).join(", ")}`)
  },
}

async function measureProvider(contender: Contender, measure: Measure): Promise<PartResult> {
  const { name } = contender
  const { progress, options } = measure
  const compared: Comparison[] = []
  const noise: PartResult["noise"][number][] = []
  const added: number[] = []
  for (const act of ACTS) {
    const pairs = await progress.step(`${name}: ${act}`, () => measureCalls(contender, act, measure))
    noise.push(describeNoise(pairs))
    const kept = keptPairs(pairs, `of ${name}'s ${act}`)
    compared.push(comparison(kept, { what: act, unit: "ms", better: "less" }))
    added.push(
      percentile(
        kept.map(({ ours, peer }) => ours.value - peer.value),
        50,
      ),
    )
  }
  const checked = await progress.step(`${name}: webhooks`, () => measureChecks(contender, measure))
  noise.push(describeNoise(checked))
  const webhooks = comparison(keptPairs(checked, `of ${name}'s webhooks`), {
    ...{ what: "webhooks checked", unit: "/s", better: "more" },
  })
  return {
    title: `${name}: p50 of ${options.calls} calls one after the other, beside the bare request to the same sandbox`,
    compared: [...compared, webhooks],
    figures: Object.fromEntries(ACTS.map((act, place) => [`added to ${act}, ms`, added[place] ?? NaN])),
    goals: [
      { what: `${name}: added to a call, p50`, measured: Math.max(...added), bar: 3, better: "less", unit: "ms" },
      { what: `${name}: webhooks checked a second`, measured: webhooks.ours, bar: 200, better: "more", unit: "" },
    ],
    noise,
  }
}

/** Milliseconds of the call in the middle. */
async function measureCalls(contender: Contender, act: Act, { options, progress }: Measure) {
  const half = async (side: Side, count: number): Promise<number> => {
    const took: number[] = []
    for (const call of await contender.ready(act, side, count)) {
      const begun = performance.now()
      await call()
      took.push(performance.now() - begun)
    }
    return percentile(took, 50)
  }
  for (const side of ["ours", "peer"] as const) await half(side, WARM_UP)
  return measurePairs<number>({
    ...{ pairs: options.pairs, maxOthersCores: options.maxOthersCores, groups: { bench: process.pid } },
    half: (side) => half(side, options.calls),
    onPair: ({ ours, peer, othersCores }, index) =>
      progress.line(
        `  pair ${index + 1}: ${ours.value.toFixed(2)} ms, bare ${peer.value.toFixed(2)} ms, others ${describeCores(othersCores)}`,
      ),
  })
}

/** Webhooks a second, in one process. */
async function measureChecks(contender: Contender, { options, progress }: Measure) {
  const half = async (side: Side): Promise<number> => {
    const check = await contender.verify(side)
    const begun = performance.now()
    let count = 0
    while (performance.now() < begun + CHECKING_MS) {
      if (!(await check())) throw new Error(`A webhook of ${contender.name}'s was not believed.`)
      count += 1
    }
    return (count / (performance.now() - begun)) * 1_000
  }
  for (const side of ["ours", "peer"] as const) await half(side)
  return measurePairs<number>({
    ...{ pairs: options.pairs, maxOthersCores: options.maxOthersCores, groups: { bench: process.pid } },
    half,
    onPair: ({ ours, peer }, index) =>
      progress.line(`  pair ${index + 1}: ${ours.value.toFixed(0)}/s, bare ${peer.value.toFixed(0)}/s`),
  })
}

function comparison(pairs: readonly Pair<number>[], row: Pick<Comparison, "what" | "unit" | "better">): Comparison {
  const middle = (side: Side) =>
    percentile(
      pairs.map((pair) => pair[side].value),
      50,
    )
  return {
    ...{ ...row, peerName: "bare", ours: middle("ours"), peer: middle("peer") },
    ratio: summarizeRatios(pairs.map(({ ours, peer }) => ours.value / peer.value)),
  }
}

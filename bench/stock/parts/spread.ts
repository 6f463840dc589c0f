import { compareRates } from "../compare-rates"
import { SPREAD_ITEMS } from "../contestants"
import type { Comparison, PartContext, PartResult } from "../part"

/** Many items, each rarely wanted: nothing to collect, so every hold costs its own commit. */
export async function measureSpread(context: PartContext): Promise<PartResult> {
  const { sides, exactness, options } = context
  const { holdfast, oneStatement } = sides
  const { seconds } = options
  const compared: Comparison[] = []
  const goals: PartResult["goals"][number][] = []
  const noise: PartResult["noise"][number][] = []
  const figures: Record<string, number> = {}
  for (const callers of [32, 256]) {
    const rates = await compareRates(context, `${SPREAD_ITEMS} items, ${callers} callers`, {
      ours: async (seed) => {
        const run = await holdfast.worker.run("closedLoop", { itemIds: holdfast.spread, seconds, callers, seed })
        exactness.count(holdfast, run.placed)
        return run
      },
      peer: async (seed) => {
        const run = await sides.floor(1000, seconds, seed)
        exactness.count(oneStatement, run.placed)
        return run
      },
    })
    compared.push({ what: `${callers} callers`, unit: "holds/s", better: "more", peerName: "one statement", ...rates })
    noise.push(rates.noise)
    figures[`p99 ms, ${callers} callers`] = rates.p99Ms
    goals.push({
      ...{ what: `${SPREAD_ITEMS} items, ${callers} callers, beside the one statement`, measured: rates.ratio.median },
      ...{ bar: 0.6, better: "more", unit: "times" },
    })
  }
  await exactness.check([holdfast, oneStatement])
  return { title: `Spread over ${SPREAD_ITEMS} items, closed loop`, compared, figures, goals, noise }
}

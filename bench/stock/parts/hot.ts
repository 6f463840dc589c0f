import { compareRates } from "../compare-rates"
import type { Comparison, PartContext, PartResult } from "../part"

/** One item that everybody wants at once, in a closed loop: durable answers a second. */
export async function measureHot(context: PartContext): Promise<PartResult> {
  const { sides, exactness, options } = context
  const { holdfast, vanilla, oneStatement } = sides
  const { seconds } = options
  await warmUp(context)

  const compared: Comparison[] = []
  const figures: Record<string, number> = {}
  const goals: PartResult["goals"][number][] = []
  const noise: PartResult["noise"][number][] = []
  for (const callers of [32, 256]) {
    const ours = async (seed: number) => {
      const run = await holdfast.worker.run("closedLoop", { itemIds: [holdfast.hot], seconds, callers, seed })
      exactness.count(holdfast, run.placed)
      return run
    }
    const beside = async (peerName: Comparison["peerName"], peer: (seed: number) => Promise<{ perSecond: number }>) => {
      const rates = await compareRates(context, `${callers} callers, beside ${peerName}`, { ours, peer })
      const what = `${callers} callers`
      compared.push({ what, unit: "holds/s", better: "more", peerName, ...rates })
      noise.push(rates.noise)
      return rates
    }
    const besideVanilla = await beside("vanilla", async (seed) => {
      const run = await vanilla.worker.run("closedLoop", { itemIds: [vanilla.hot], seconds, callers, seed })
      exactness.count(vanilla, run.placed)
      return run
    })
    const besideStatement = await beside("one statement", async (seed) => {
      const run = await sides.floor(1, seconds, seed)
      exactness.count(oneStatement, run.placed)
      return run
    })
    figures[`p50 ms, ${callers} callers`] = besideStatement.p50Ms
    figures[`p99 ms, ${callers} callers`] = besideStatement.p99Ms
    const [bars, aims] =
      callers === 32
        ? [[60, 4], []]
        : [
            [60, 4],
            [200, 20],
          ]
    goals.push(
      {
        ...{ what: `hot item, ${callers} callers, beside Medusa's own reservation`, better: "more", unit: "times" },
        ...{ measured: besideVanilla.ratio.median, bar: bars[0] ?? 0, ...(aims[0] && { aim: aims[0] }) },
      },
      {
        ...{ what: `hot item, ${callers} callers, beside the one statement`, better: "more", unit: "times" },
        ...{ measured: besideStatement.ratio.median, bar: bars[1] ?? 0, ...(aims[1] && { aim: aims[1] }) },
      },
    )
    if (callers === 32) {
      const measured = Math.max(besideVanilla.p99Ms, besideStatement.p99Ms)
      goals.push({ what: "hot item, 32 callers, p99", measured, bar: 10, better: "less", unit: "ms" })
    }
  }
  await exactness.check([holdfast, vanilla, oneStatement])
  return { title: "One hot item, closed loop", compared, figures, goals, noise }
}

/** A fresh process compiles its code while it runs. */
async function warmUp({ sides, exactness }: PartContext): Promise<void> {
  for (const side of [sides.holdfast, sides.vanilla, sides.oneStatement]) {
    const run = await side.worker.run("closedLoop", { itemIds: [side.hot], seconds: 1.5, callers: 16, seed: 0 })
    exactness.count(side, run.placed)
  }
}

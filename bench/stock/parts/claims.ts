import { compareRates } from "../compare-rates"
import type { Comparison, PartContext, PartResult } from "../part"

/** The hot item's holds become an order's allocations, through the same method by which the host reserves. */
export async function measureClaims(context: PartContext): Promise<PartResult> {
  const { sides, exactness, options } = context
  const { holdfast, vanilla, server } = sides
  const { seconds } = options
  const compared: Comparison[] = []
  const noise: PartResult["noise"][number][] = []
  const figures: Record<string, number> = {}
  let claimed = 0
  for (const callers of [1, 8]) {
    const rates = await compareRates(context, `claims, ${callers} at a time`, {
      ours: async (seed) => {
        const run = await holdfast.worker.run("claims", { itemIds: [holdfast.hot], seconds, callers, seed })
        claimed += run.placed
        return run
      },
      peer: async (seed) => {
        const run = await vanilla.worker.run("claims", { itemIds: [vanilla.hot], seconds, callers, seed })
        exactness.count(vanilla, run.placed)
        return run
      },
    })
    compared.push({ what: `${callers} at a time`, unit: "claims/s", better: "more", peerName: "vanilla", ...rates })
    figures[`p99 ms, ${callers} at a time`] = rates.p99Ms
    noise.push(rates.noise)
  }
  const [stored] = await server.query<{ units: number; rows: number }>(
    holdfast.database,
    `select (select sum(allocated)::int from atp_stock_level where item_id = $1) as units,
            (select count(*)::int from reservation_item where inventory_item_id = $1) as rows`,
    [holdfast.hot],
  )
  if (stored?.units !== claimed || stored.rows !== claimed) {
    throw new Error(
      `${claimed} holds were claimed; ${stored?.units ?? 0} are allocated, ${stored?.rows ?? 0} reserved.`,
    )
  }
  await exactness.check([vanilla])
  return { title: "Holds that become allocations, one hot item", compared, figures, goals: [], noise }
}

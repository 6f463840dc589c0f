import { measurePairs } from "../../harness/measure-pairs"
import { describeNoise, keptPairs } from "../../harness/noise"
import { percentile } from "../../harness/percentile"
import { summarizeRatios } from "../../harness/pair-ratios"
import { StatementCounter } from "../../harness/statement-counter"
import type { Measure } from "../part"

const CAPTURES = 100
const DATABASE = "guard"
/** Already there, so that the tables are read as those of a shop that has been open for a while. */
const ORDERS = 5_000

/**
 * What asking beforehand and logging afterwards add to a capture. Around the host's own write to its table of captures and
 * not around its workflow, whose hundred milliseconds would hide it: the same calls, in the same order, as the guard's steps.
 */
export const measureGuard: Measure = async ({ another, server, options, groups }) => {
  await server.create(DATABASE)
  await server.query("postgres", `alter database ${DATABASE} set pg_stat_statements.track = 'top'`)
  const worker = another(DATABASE)
  await worker.run("makeOrders", { count: ORDERS, guarded: true })
  await server.query(DATABASE, "vacuum analyze")
  const counter = await StatementCounter.connect(server.url("postgres"))
  await worker.run("captures", { count: CAPTURES, guarded: true })
  await worker.run("captures", { count: CAPTURES, guarded: false })
  const counted = async (guarded: boolean) => {
    await worker.run("makeOrders", { count: CAPTURES, guarded })
    const { counted } = await counter.during(DATABASE, () => worker.run("capture", { guarded }))
    return counted.statements / CAPTURES
  }
  const statements = (await counted(true)) - (await counted(false))
  await counter.close()

  const pairs = await measurePairs({
    ...{ pairs: options.pairs, maxOthersCores: options.maxOthersCores, groups },
    half: async (side) => (await worker.run("captures", { count: CAPTURES, guarded: side === "ours" })).p50Ms,
    onPair: () => undefined,
  })
  await worker.stop()
  const kept = keptPairs(pairs, "of captures")
  const added = percentile(
    kept.map(({ ours, peer }) => ours.value - peer.value),
    50,
  )
  const ratio = summarizeRatios(kept.map(({ ours, peer }) => ours.value / peer.value))
  return {
    title: "A capture's write at the host, with the guard's two steps around it and without",
    compared: [
      {
        ...{ what: "one capture, p50", unit: "ms", better: "less", peerName: "ours without it", ratio },
        ours: percentile(
          kept.map(({ ours }) => ours.value),
          50,
        ),
        peer: percentile(
          kept.map(({ peer }) => peer.value),
          50,
        ),
      },
    ],
    figures: { "statements added": statements, "ms added, p50": added },
    goals: [
      { what: "statements that the guard adds", measured: statements, bar: 6, better: "less", unit: "" },
      { what: "what the guard adds to an order operation, p50", measured: added, bar: 10, better: "less", unit: "ms" },
    ],
    noise: [describeNoise(pairs)],
  }
}

import type { Measure } from "../part"

/** Every order folded again from its log and compared with what is kept. */
export const measureReplay: Measure = async ({ worker, options, filled, say }) => {
  const run = await worker.run("replay", {})
  say(`  ${run.orders} orders, ${run.transitions} transitions in ${run.seconds.toFixed(1)} s`)
  if (run.differences > 0)
    throw new Error(`Replaying found ${run.differences} differences where nobody changed anything.`)
  if (run.orders !== options.orders || run.transitions !== filled.transitions) {
    throw new Error(`${filled.transitions} transitions were recorded, and ${run.transitions} were replayed.`)
  }
  return {
    title: `Replay of ${run.orders.toLocaleString("en")} orders with ${run.transitions / run.orders} transitions each`,
    compared: [],
    figures: { seconds: run.seconds, "transitions/s": run.transitions / run.seconds },
    goals: [{ what: "replay of all orders", measured: run.seconds, bar: 60, better: "less", unit: "s" }],
    noise: [],
  }
}

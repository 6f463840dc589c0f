import type { Measure } from "../part"

const TRANSITIONS = 200
const CALLS = 500

/** What the order page asks for: state, amounts, the whole log, and every event with why not. */
export const measureLookup: Measure = async ({ worker }) => {
  const latency = await worker.run("lookup", { transitions: TRANSITIONS, calls: CALLS })
  return {
    title: `The lifecycle of an order with ${TRANSITIONS} transitions`,
    compared: [],
    figures: { "p50 ms": latency.p50Ms, "p99 ms": latency.p99Ms },
    goals: [
      ...[{ what: `lifecycle with ${TRANSITIONS} transitions, p99`, measured: latency.p99Ms, bar: 20 }].map((goal) => ({
        ...goal,
        better: "less" as const,
        unit: "ms" as const,
      })),
    ],
    noise: [],
  }
}

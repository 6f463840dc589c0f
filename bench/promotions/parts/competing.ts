import { performance } from "node:perf_hooks"
import { percentile } from "../../harness/percentile"
import { competing, type Competition } from "../conflicts"
import { evaluate, type Policy, RuleIndex, ruleOf } from "../engine"
import { holdfastEngine } from "../holdfast-engine"
import type { Curve, PartContext, PartResult } from "../part"
import { ruleSet } from "../rule-set"
import { timeCarts } from "../time-carts"

const CANDIDATES = [2, 4, 8, 12, 16, 20, 24] as const
/** Many conflicts leave little to combine, few leave much. */
const CONFLICTS = [0.5, 0.1] as const
const LINES = [1, 2, 4, 8, 16, 32, 64] as const
/** As many are searched exactly. */
const PROMISED = 20
const BEST: Policy = { resolution: "best", campaigns: new Map() }

interface Searched {
  readonly ms: readonly number[]
  readonly nodes: readonly number[]
  readonly optimal: number
}

/** What the search for the best set costs, the more promotions compete and the more lines a cart has. */
export async function measureCompeting({ options, say }: PartContext): Promise<PartResult> {
  const { carts } = options
  const byConflicts = CONFLICTS.map((conflicts) => {
    const rows = CANDIDATES.map((count) => {
      const { ms, nodes, optimal } = search({ count, lines: 8, conflicts }, carts)
      say(`  ${count} candidates: p50 ${percentile(ms, 50).toFixed(2)} ms, ${Math.round(optimal * 100)} % optimal`)
      return [count, percentile(ms, 50), percentile(ms, 99), percentile(nodes, 50), percentile(nodes, 100), optimal]
    })
    return { conflicts, rows }
  })
  const byLines: number[][] = []
  for (const lines of LINES) {
    const { ms } = search({ count: 8, lines, conflicts: 0.5 }, carts)
    const rules = ruleSet("matches constant", 1_000, { carts, linesPerCart: lines })
    const { price } = holdfastEngine(rules)
    const { p50Us, p99Us } = await timeCarts([...rules.carts.keys()], options.seconds, price)
    byLines.push([lines, p50Us, p99Us, percentile(ms, 50) * 1_000, percentile(ms, 99) * 1_000])
    say(`  ${lines} lines: p50 ${p50Us.toFixed(0)} µs with 1,000 promotions`)
  }
  const curves: Curve[] = [
    ...byConflicts.map(({ conflicts, rows }) => ({
      over: `candidates, ${conflicts * 100} % of pairs in conflict`,
      columns: ["p50 ms", "p99 ms", "nodes p50", "nodes most", "share optimal"],
      rows,
    })),
    {
      over: "lines",
      columns: ["1,000 promotions, p50 µs", "p99 µs", '8 candidates, "best", p50 µs', "p99 µs"],
      rows: byLines,
    },
  ]
  return {
    title: `The best legal set for a cart of 8 lines, ${carts} random sets for each point`,
    ...{ compared: [], curves, figures: {}, noise: [] },
    goals: byConflicts.map(({ conflicts, rows }) => ({
      what: `share optimal of ${PROMISED} candidates, ${conflicts * 100} % of pairs in conflict`,
      measured: rows.find(([count]) => count === PROMISED)?.[5] ?? NaN,
      ...({ bar: 1, better: "more", unit: "" } as const),
    })),
  }
}

function search(competition: Omit<Competition, "seed">, cases: number): Searched {
  const { count, lines } = competition
  const ms: number[] = []
  const nodes: number[] = []
  let optimal = 0
  // The first ones warm up what all have in common.
  for (let n = -5; n < cases; n++) {
    const { cart, entries } = competing({ ...competition, seed: count * 100_000 + lines * 1_000 + n + 5 })
    const index = new RuleIndex(entries.map(ruleOf))
    const before = performance.now()
    const { certificate } = evaluate(cart, index, BEST)
    const took = performance.now() - before
    if (n < 0) continue
    ms.push(took)
    if (certificate.kind === "by_rule") throw new Error("The best set was asked for, and priority decided.")
    nodes.push(certificate.nodes)
    if (certificate.kind === "optimal") optimal += 1
  }
  return { ms, nodes, optimal: optimal / cases }
}

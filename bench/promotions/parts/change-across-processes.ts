import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { percentile } from "../../harness/percentile"
import { compareEngines } from "../compare-engines"
import { holdfastEngine } from "../holdfast-engine"
import type { PartContext, PartResult } from "../part"
import { type PlainPromotion, type RuleSet, ruleSet } from "../rule-set"
import { requireSameTotals } from "../same-total"
import { startShop } from "../shop-process"
import { type Change, type Price, stalenessOf } from "../staleness"
import type { TimedCarts } from "../time-carts"

const SIZE = 5_000
const DATABASE = "promotions_change"
/** Whichever number of pairs is measured, so many changes are. */
const LEAST_CHANGES = 30
/** An even number, so that each time begins and ends with the promotion active. */
const CHANGES_EACH = 10
const EVERY_MS = 200

/** One of the 5,000. It applies to every cart, before all others, so that each price shows whether it is known. */
const WATCHED: PlainPromotion = {
  ...{ id: "watched", code: null, conditions: [], percent: 1 },
  ...{ priority: 1_000, group: "watched", exclusive: false },
}

/** One process of the shop changes a promotion, another one prices carts, both through the module on one database. */
export async function measureChangeAcrossProcesses(context: PartContext): Promise<PartResult> {
  const { groups, options, root, say, shutdown } = context
  const server = await context.server()
  await server.create(DATABASE)
  const shop = (name: string, migrate: boolean) => {
    const started = startShop(root, { name, databaseUrl: server.url(DATABASE), migrate })
    shutdown.add(`process "${name}"`, () => started.stop())
    groups[name] = started.pid
    return started
  }
  const rules = watchedRules(options.carts)
  const changing = shop("changing", true)
  await changing.run("importPromotions", { promotions: rules.promotions })
  await server.query(DATABASE, "analyze")
  const pricing = shop("pricing", false)
  const { carts } = rules
  const totals = await pricing.run("totals", { carts })
  await requireSameTotals(
    [holdfastEngine(rules), { name: "through the module", price: (at) => totals[at] ?? NaN }],
    [...carts.keys()],
  )
  say(`  ${carts.length} carts cost the same through the module as in the engine alone`)

  const each = Math.max(CHANGES_EACH, 2 * Math.ceil(LEAST_CHANGES / 2 / options.pairs))
  // Longer than the changes take, so that the last one is seen as well.
  const seconds = ((each + 1) * EVERY_MS) / 1_000
  const stale: number[] = []
  const lateMs: number[] = []
  const price = () => pricing.run("price", { carts, seconds, watched: WATCHED.id })
  const whileChanging = async () => {
    const prices = price()
    const changes: Change[] = []
    const startedAt = performance.now()
    for (let n = 0; n < each; n++) {
      await pause((n + 0.5) * EVERY_MS - (performance.now() - startedAt))
      changes.push(await changing.run("change", { id: WATCHED.id, applies: n % 2 === 1 }))
    }
    const seen = stalenessOf(changes, await prices)
    lateMs.push(...seen.ms)
    stale.push(seen.stale)
    return timesOf(await prices)
  }
  const { comparison, noise } = await compareEngines(
    context,
    { what: `${1_000 / EVERY_MS}/s by another process`, peerName: "without changes" },
    { ours: whileChanging, peer: async () => timesOf(await price()) },
  )
  await Promise.all([changing.stop(), pricing.stop()])
  delete groups["changing"]
  delete groups["pricing"]

  const p99 = percentile(lateMs, 99)
  return {
    title: "by another process, through the module",
    compared: [comparison],
    curves: [],
    figures: {
      "changes by another process": lateMs.length,
      "commit to first price by it, p50 ms": percentile(lateMs, 50),
      "commit to first price by it, p95 ms": percentile(lateMs, 95),
      "commit to first price by it, most ms": percentile(lateMs, 100),
    },
    goals: [
      {
        what: "a change prices in the other process, p99",
        ...({ measured: p99, bar: 250, aim: 20, better: "less", unit: "ms" } as const),
      },
      {
        what: "prices by the old rule that were asked for after its change was answered",
        ...({ measured: stale.reduce((sum, one) => sum + one, 0), bar: 0, better: "less", unit: "" } as const),
      },
      {
        what: "p99 of a cart through the module while another process changes promotions, beside without",
        measured: comparison.ours.p99Us / comparison.peer.p99Us,
        ...({ bar: 1.5, aim: 1.1, better: "less", unit: "times" } as const),
      },
    ],
    noise: [noise],
  }
}

function watchedRules(carts: number): RuleSet {
  const rules = ruleSet("matches grow", SIZE - 1, { carts })
  return { ...rules, promotions: [...rules.promotions, WATCHED] }
}

function timesOf(prices: readonly Price[]): TimedCarts {
  const us = prices.map(({ startedMs, answeredMs }) => (answeredMs - startedMs) * 1_000)
  return {
    cartsPerSecond: (us.length * 1e6) / us.reduce((sum, one) => sum + one, 0),
    p50Us: percentile(us, 50),
    p99Us: percentile(us, 99),
  }
}

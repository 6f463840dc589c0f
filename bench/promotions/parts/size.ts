import { compareEngines } from "../compare-engines"
import type { Contestant } from "../contestant"
import { holdfastEngine } from "../holdfast-engine"
import { matching, naiveScan } from "../naive-scan"
import type { Comparison, PartContext, PartResult } from "../part"
import { type LoadedPromotions, loadPromotions, migratePromotions } from "../promotion-module"
import { type Family, FAMILIES, ruleSet, type RuleSet } from "../rule-set"
import { rulesEngine } from "../rules-engine"
import { requireSameTotals } from "../same-total"
import { timeCarts } from "../time-carts"
import { addPromotions, vanillaPromotions } from "../vanilla-promotions"

const SIZES = [100, 1_000, 5_000, 20_000] as const
const HOST = "@medusajs/promotion"
/** Making 20,000 promotions with the host's module takes longer than all the rest. */
const VANILLA_AT: Readonly<Record<Family, readonly number[]>> = {
  "matches grow": [100, 1_000, 5_000],
  "matches constant": [5_000],
}

/** What a cart costs in time, the more promotions are active, beside three others that are given the same ones. */
export async function measureSize(context: PartContext): Promise<PartResult> {
  const found: Measured[] = []
  let vanilla: LoadedPromotions | undefined
  for (const family of FAMILIES) {
    let stored = 0
    for (const size of SIZES) {
      const rules = ruleSet(family, size, { carts: context.options.carts })
      const peers = [naiveScan(rules), rulesEngine(rules)]
      const ours = holdfastEngine(rules)
      await requireSameTotals([ours, ...peers], [...rules.carts.keys()])
      context.say(`  ${nameOf(family, size)}: ${rules.carts.length} carts cost the same in all three engines`)
      if (VANILLA_AT[family].includes(size)) {
        const server = await context.server()
        const database = `promotions_${FAMILIES.indexOf(family)}`
        if (!vanilla) {
          await server.create(database)
          await migratePromotions(server.url(database), HOST)
          vanilla = await loadPromotions(server.url(database), HOST)
        }
        // Where it is asked at several sizes, a shorter list is the beginning of a longer one.
        await addPromotions(vanilla.promotions, rules.promotions.slice(stored))
        stored = size
        // A database that has run for a while does so by itself. Without it 1,000 took the host 356 ms, not 58.
        await server.query(database, "analyze")
        const host = vanillaPromotions(vanilla.promotions, rules)
        for (let cart = 0; cart < Math.min(10, rules.carts.length); cart++) await host.checkFound(cart)
        peers.push(host)
      }
      found.push(...(await measureBeside(context, { family, size, rules, ours }, peers)))
    }
    await vanilla?.close()
    vanilla = undefined
  }
  const growth = Object.fromEntries(FAMILIES.map((family) => [family, growthOf(found, family)]))
  return {
    title: "One cart of 8 lines, the more promotions are active",
    compared: found.map(({ comparison }) => comparison),
    curves: FAMILIES.map((family) => curveOf(found, family)),
    figures: Object.fromEntries(
      FAMILIES.map((family) => [`${family}: p50 at 20,000 beside 100`, growth[family]?.(20_000, 100) ?? NaN]),
    ),
    goals: goalsOf(found, growth["matches constant"]?.(20_000, 1_000) ?? NaN),
    noise: found.map(({ noise }) => noise),
  }
}

interface Case {
  readonly family: Family
  readonly size: number
  readonly rules: RuleSet
  readonly ours: Contestant
}

interface Measured {
  readonly family: Family
  readonly size: number
  /** Promotions that a cart matches, on average. */
  readonly matches: number
  readonly comparison: Comparison
  readonly noise: PartResult["noise"][number]
}

const nameOf = (family: Family, size: number) => `${size.toLocaleString("en")}, ${family}`

async function measureBeside(context: PartContext, { family, size, rules, ours }: Case, peers: readonly Contestant[]) {
  const { carts, promotions } = rules
  const matches = carts.reduce((sum, cart) => sum + matching(promotions, cart).length, 0) / carts.length
  const { seconds } = context.options
  const measured: Measured[] = []
  for (const peer of peers) {
    // Both begin warm; what the peer needed says how many carts it can price in its time.
    const two = [0, 1 % carts.length]
    await timeCarts(two, seconds, ours.price)
    const warmed = await timeCarts(two, seconds, peer.price)
    const many = Math.min(carts.length, Math.max(2, Math.round(warmed.cartsPerSecond * seconds)))
    const someOf = (pair: number) => Array.from({ length: many }, (_, n) => (pair * many + n) % carts.length)
    const { comparison, noise } = await compareEngines(
      context,
      { what: nameOf(family, size), peerName: peer.name as Comparison["peerName"] },
      {
        ours: (pair) => timeCarts(someOf(pair), seconds, ours.price),
        peer: (pair) => timeCarts(someOf(pair), seconds, peer.price),
      },
    )
    measured.push({ family, size, matches, comparison, noise })
  }
  return measured
}

/** Beside the naive scan, which prices all carts in each measurement. */
const oursAt = (found: readonly Measured[], family: Family, size: number) =>
  found.find((one) => one.family === family && one.size === size && one.comparison.peerName === "naive scan")

const growthOf = (found: readonly Measured[], family: Family) => (size: number, beside: number) => {
  const at = (n: number) => oursAt(found, family, n)?.comparison.ours.p50Us ?? NaN
  return at(size) / at(beside)
}

function curveOf(found: readonly Measured[], family: Family) {
  const rows = SIZES.flatMap((size) => {
    const one = oursAt(found, family, size)
    return one ? [[size, one.matches, one.comparison.ours.p50Us, one.comparison.ours.p99Us]] : []
  })
  return { over: `promotions (${family})`, columns: ["match", "p50 µs", "p99 µs"], rows }
}

function goalsOf(found: readonly Measured[], growth: number): PartResult["goals"] {
  const beside = (family: Family, size: number, peerName: "json-rules-engine" | "vanilla", bar: number) => {
    const one = found.find((m) => m.family === family && m.size === size && m.comparison.peerName === peerName)
    const measured = one?.comparison.ratio.median ?? NaN
    return {
      what: `${nameOf(family, size)}, beside ${peerName}`,
      measured,
      bar,
      better: "more",
      unit: "times",
    } as const
  }
  return [
    ...FAMILIES.map((family) => beside(family, 5_000, "json-rules-engine", 300)),
    ...FAMILIES.map((family) => beside(family, 5_000, "vanilla", 200)),
    { ...beside("matches constant", 20_000, "json-rules-engine", 300), aim: 5_000 },
    {
      ...{ what: "matches constant: p50 at 20,000 beside 1,000", measured: growth, bar: 2 },
      ...{ better: "less", unit: "times" },
    },
  ]
}

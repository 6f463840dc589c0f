import { setTimeout as pause } from "node:timers/promises"
import { summarizeRatios } from "../../harness/pair-ratios"
import { type Latency, percentile } from "../../harness/percentile"
import type { PartContext, PartResult } from "../part"
import type { StockServer } from "../stock-server"
import { LOCATION } from "../subject"

const LAPSED = 1_000_000
const SECONDS = 3
const ROUNDS = 3
/** When the open loop was not measured in the same run. */
const DEFAULT_RATE = 20_000

/** A million holds lapse together, as after a sale, and are swept while buyers go on arriving at half of what we can do. */
export async function measureStorm(context: PartContext): Promise<PartResult> {
  const { sides, exactness, say, found } = context
  const { holdfast, server } = sides
  const ratePerSecond = (found.openLoopRate ?? DEFAULT_RATE) / 2
  const arrivals = async (seed: number) => {
    const run = await holdfast.worker.run("openLoop", {
      itemIds: [holdfast.hot],
      seconds: SECONDS,
      ratePerSecond,
      seed,
    })
    exactness.count(holdfast, run.placed)
    return run.latency
  }
  const lapsed = async () => {
    const [row] = await server.query<{ n: number }>(
      holdfast.database,
      "select count(*)::int as n from atp_hold where expires_at <= now()",
    )
    return row?.n ?? 0
  }

  // A fresh process compiles its code while it runs.
  await arrivals(ROUNDS)
  const calm: Latency[] = []
  for (let round = 0; round < ROUNDS; round += 1) calm.push(await arrivals(round))
  await server.query(holdfast.database, LET_LAPSE, [LOCATION, holdfast.spread, LAPSED, holdfast.hot])
  exactness.count(holdfast, LAPSED)
  // They were placed a quarter of an hour ago, so what placing them left to write and to tidy is done.
  for (const tidy of ["vacuum (analyze) atp_hold", "checkpoint"]) await server.query(holdfast.database, tidy)

  const sweeper = sides.anotherOf(holdfast.database)
  const before = await lapsed()
  const startedAt = Date.now()
  const sweeping = sweeper.run("sweep", { portion: 500 }).then(
    () => undefined,
    // Stopped below, in the middle of its work.
    () => undefined,
  )
  const stormy: Latency[] = []
  for (let round = 0; round < ROUNDS; round += 1) stormy.push(await arrivals(round))
  const freedPerSecond = (before - (await lapsed())) / ((Date.now() - startedAt) / 1000)
  await sweeper.stop()
  await sweeping
  await untilIdle(server, holdfast.database)
  const left = await lapsed()
  exactness.count(holdfast, left - LAPSED)

  await exactness.check([holdfast])
  const p99 = (latencies: readonly { p99Ms: number }[]) => latencies.map(({ p99Ms }) => p99Ms)
  const ratios = summarizeRatios(stormy.map(({ p99Ms }, round) => p99Ms / (calm[round]?.p99Ms ?? NaN)))
  const [ours, peer] = [percentile(p99(stormy), 50), percentile(p99(calm), 50)]
  say(
    `  ${ratePerSecond.toFixed(0)} /s: p99 ${peer.toFixed(1)} ms before, ${ours.toFixed(1)} ms during; ${freedPerSecond.toFixed(0)} freed a second`,
  )
  return {
    title: `${LAPSED.toLocaleString("en")} lapsed holds swept while ${ratePerSecond.toFixed(0)} buyers a second arrive`,
    compared: [
      {
        what: "p99 during the sweep",
        unit: "ms",
        better: "less",
        peerName: "ours without it",
        ours,
        peer,
        ratio: ratios,
      },
    ],
    figures: {
      "arrivals/s": ratePerSecond,
      "holds freed/s meanwhile": freedPerSecond,
      "p50 ms before": percentile(
        calm.map(({ p50Ms }) => p50Ms),
        50,
      ),
      "p50 ms during": percentile(
        stormy.map(({ p50Ms }) => p50Ms),
        50,
      ),
    },
    goals: [
      {
        what: "expiry storm, p99 of the buyers",
        measured: ratios.median,
        bar: 3,
        aim: 1.5,
        better: "less",
        unit: "times",
      },
    ],
    noise: [],
  }
}

/** The sweeper is gone; what it had asked for last may still be under way. */
async function untilIdle(server: StockServer, database: string): Promise<void> {
  const busy =
    "select 1 from pg_stat_activity where datname = $1 and state = 'active' and query like '%atp_sweep%' and pid <> pg_backend_pid()"
  while ((await server.query("postgres", busy, [database])).length > 0) await pause(20)
}

// A thousandth of them on the hot item, the rest on all others alike, with counters and ledger to match.
const LET_LAPSE = `
with made as (
  insert into atp_hold (hold_id, item_id, location_id, quantity, expires_at, placed_at)
  select 'cart_00L' || lpad(n::text, 18, '0'),
         case when n % 1000 = 0 then $4 else ($2::text[])[1 + n % cardinality($2::text[])] end,
         $1, 1, now() - (n % 600) * interval '1 second', now() - interval '15 minutes'
    from generate_series(1, $3::int) n
  returning item_id, quantity
), summed as (
  select item_id, sum(quantity) as units from made group by 1
), entered as (
  insert into atp_movement (item_id, location_id, kind, held, reason)
  select item_id, $1, 'hold_placed', units, 'a sale that is over' from summed
)
update atp_stock_level s set held = s.held + summed.units from summed where s.item_id = summed.item_id and s.location_id = $1`

import { compareRates } from "../compare-rates"
import type { Comparison, PartContext, PartResult } from "../part"
import { LOCATION } from "../subject"

const PAIRS = 3
const SECONDS = 0.5
const CALLERS = 32

interface Point {
  readonly what: string
  readonly make: () => Promise<unknown>
}

/**
 * What a hold costs when there is more of something: measured beside the one statement, whose tables stay as they are, so
 * that the machine's mood cancels out. A flat ratio is a flat cost.
 */
export async function measureCurves(context: PartContext): Promise<PartResult> {
  const { sides, exactness, options } = context
  const { holdfast, oneStatement, server } = sides
  const run = (sql: string, params: readonly unknown[]) => server.query(holdfast.database, sql, params)
  const holds = (upTo: number, from: number) => async () => {
    await run(MORE_HOLDS, [LOCATION, holdfast.hot, from + 1, upTo])
    exactness.count(holdfast, upTo - from)
  }
  const points: readonly Point[] = [
    { what: "1 location, nothing else", make: () => Promise.resolve() },
    { what: "10 locations of the item", make: () => run(MORE_LOCATIONS, [holdfast.hot, 2, 10]) },
    { what: "100 locations of the item", make: () => run(MORE_LOCATIONS, [holdfast.hot, 11, 100]) },
    { what: "10,000 live holds of it", make: holds(10_000, 0) },
    { what: "100,000 live holds of it", make: holds(100_000, 10_000) },
    { what: "1,000,000 live holds of it", make: holds(1_000_000, 100_000) },
    { what: "1,000,000 ledger rows of it", make: () => run(MORE_LEDGER, [LOCATION, holdfast.hot, 1_000_000]) },
  ]

  const compared: Comparison[] = []
  const noise: PartResult["noise"][number][] = []
  const short = { ...context, options: { ...options, pairs: PAIRS } }
  for (const { what, make } of points) {
    await make()
    const rates = await compareRates(short, what, {
      ours: async (seed) => {
        const load = { itemIds: [holdfast.hot], seconds: SECONDS, callers: CALLERS, seed }
        const figures = await holdfast.worker.run("closedLoop", load)
        exactness.count(holdfast, figures.placed)
        return figures
      },
      peer: async (seed) => {
        // From Node, since pgbench knows whole seconds alone.
        const load = { itemIds: [oneStatement.hot], seconds: SECONDS, callers: 8, seed }
        const figures = await oneStatement.worker.run("closedLoop", load)
        exactness.count(oneStatement, figures.placed)
        return figures
      },
    })
    compared.push({ what, unit: "holds/s", better: "more", peerName: "one statement", ...rates })
    noise.push(rates.noise)
  }
  await exactness.check([holdfast, oneStatement])
  const [first] = compared
  const flattest = Math.min(...compared.map(({ ratio }) => ratio.median / (first?.ratio.median ?? NaN)))
  return {
    title: "Cost of a hold, the more there is",
    compared,
    figures: { "worst point beside the first": flattest },
    goals: [
      {
        what: "cost curves, worst point beside the first",
        measured: flattest,
        bar: 0.7,
        better: "more",
        unit: "times",
      },
    ],
    noise,
  }
}

const MORE_LOCATIONS = `
insert into atp_stock_level (item_id, location_id, on_hand)
select $1, 'sloc_more_' || n, 1000 from generate_series($2::int, $3::int) n`

const MORE_HOLDS = `
with made as (
  insert into atp_hold (hold_id, item_id, location_id, quantity, expires_at)
  select 'cart_00M' || lpad(n::text, 18, '0'), $2, $1, 1, now() + interval '1 hour' from generate_series($3::int, $4::int) n
  returning quantity
), summed as (select sum(quantity) as units from made), entered as (
  insert into atp_movement (item_id, location_id, kind, held, reason)
  select $2, $1, 'hold_placed', units, 'many holds' from summed
)
update atp_stock_level s set held = s.held + summed.units from summed where s.item_id = $2 and s.location_id = $1`

// Rows that move nothing: the sums stay what they are.
const MORE_LEDGER = `
insert into atp_movement (item_id, location_id, kind, reason)
select $2, $1, 'hold_changed', 'long ago' from generate_series(1, $3::int) n`

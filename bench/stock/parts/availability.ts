import { Client } from "pg"
import { StatementCounter } from "../../harness/statement-counter"
import type { PartContext, PartResult } from "../part"

const DATABASE = "availability"
const ITEMS = 1_000
const LOCATIONS = 3
const ASK = 100
const CALLS = 300
const LIVE_HOLDS = 100_000
const LEDGER_ROWS = 1_000_000

/** How much of 100 items is available at 3 locations, beside a long ledger and many live holds. */
export async function measureAvailability({ sides, say }: PartContext): Promise<PartResult> {
  const { server, template } = sides
  await server.create(DATABASE, template)
  await server.query(DATABASE, FILL, [ITEMS, LOCATIONS])
  await server.query(DATABASE, HOLDS, [LIVE_HOLDS, ITEMS, LOCATIONS])
  await server.query(DATABASE, LEDGER, [LEDGER_ROWS, ITEMS, LOCATIONS])
  await server.query(DATABASE, "analyze")
  await server.query("postgres", `alter database ${DATABASE} set pg_stat_statements.track = 'top'`)

  const worker = sides.anotherOf(DATABASE)
  const itemIds = Array.from({ length: ITEMS }, (_, n) => `iitem_${String(n + 1).padStart(26, "0")}`)
  const input = { itemIds, ask: ASK, seed: 1 }
  await worker.run("availability", { ...input, calls: 50 })
  const counter = await StatementCounter.connect(server.url("postgres"))
  const { result: latency, counted } = await counter.during(DATABASE, () =>
    worker.run("availability", { ...input, calls: CALLS }),
  )
  await counter.close()
  await worker.stop()
  await checkAnswer(server.url(DATABASE))
  say(
    `  p50 ${latency.p50Ms.toFixed(1)} ms, p99 ${latency.p99Ms.toFixed(1)} ms, ${counted.statements / CALLS} statements a call`,
  )
  return {
    title: `Availability of ${ASK} items at ${LOCATIONS} locations; ${LEDGER_ROWS.toLocaleString("en")} ledger rows, ${LIVE_HOLDS.toLocaleString("en")} live holds`,
    compared: [],
    figures: { "p50 ms": latency.p50Ms, "p99 ms": latency.p99Ms, "statements a call": counted.statements / CALLS },
    goals: [
      {
        what: "availability of 100 items at 3 locations, p99",
        measured: latency.p99Ms,
        bar: 15,
        better: "less",
        unit: "ms",
      },
      { what: "its statements a call", measured: counted.statements / CALLS, bar: 1, better: "less", unit: "" },
    ],
    noise: [],
  }
}

/** The counters agree with the rows they were filled from. */
async function checkAnswer(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ wrong: number }>(
    `select count(*) filter (where s.held <> h.units)::int as wrong from atp_stock_level s
       join (select item_id, location_id, sum(quantity) as units from atp_hold group by 1, 2) h using (item_id, location_id)`,
  )
  await client.end()
  if (rows[0]?.wrong !== 0) throw new Error(`${rows[0]?.wrong ?? "Some"} levels differ from their holds.`)
}

const FILL = `
insert into atp_stock_level (item_id, location_id, on_hand)
select 'iitem_' || lpad(i::text, 26, '0'), 'sloc_' || l, 1000000 from generate_series(1, $1::int) i, generate_series(1, $2::int) l`

const HOLDS = `
with made as (
  insert into atp_hold (hold_id, item_id, location_id, quantity, expires_at)
  select 'cart_' || lpad(n::text, 26, '0'), 'iitem_' || lpad((1 + n % $2::int)::text, 26, '0'),
         'sloc_' || (1 + (n / $2::int) % $3::int), 1, now() + interval '1 hour'
    from generate_series(1, $1::int) n
  returning item_id, location_id, quantity
), summed as (select item_id, location_id, sum(quantity) as units from made group by 1, 2)
update atp_stock_level s set held = held + summed.units
  from summed where s.item_id = summed.item_id and s.location_id = summed.location_id`

const LEDGER = `
insert into atp_movement (item_id, location_id, kind, held, reason)
select 'iitem_' || lpad((1 + n % $2::int)::text, 26, '0'), 'sloc_' || (1 + (n / $2::int) % $3::int), 'hold_placed', 1, '1 holds'
  from generate_series(1, $1::int) n`

import { setTimeout as pause } from "node:timers/promises"
import { compareRates } from "../compare-rates"
import type { Side } from "../contestants"
import type { PartContext, PartResult } from "../part"
import { ABANDONED_AFTER_SECONDS } from "../worker-tasks"

const UNITS = 500
const ATTEMPTS = 20_000
const CALLERS = 256

/**
 * More buyers than units, in two processes; some give theirs back and some let it lapse. At rest exactly the units are
 * sold, and every unit that came back can be had again.
 */
export async function measureExhaust(context: PartContext): Promise<PartResult> {
  const { sides, options, say } = context
  const { holdfast, oneStatement } = sides
  const sale = await sellOut(context)
  say(
    `  ${sale.soldInTheRush} sold in the rush, ${sale.soldAtRest} of the ${sale.leftAtRest} left sold at rest, ${sale.refused} refused`,
  )

  // Everything is sold now: how fast "no" is said.
  const load = { seconds: options.seconds, callers: CALLERS }
  const [soldOut] = await oneStatementItem(context)
  const refusing = (side: Side, itemId: string) => async (seed: number) => {
    const run = await side.worker.run("closedLoop", { ...load, itemIds: [itemId], seed })
    if (run.placed > 0) throw new Error(`${side.name} sold ${run.placed} units that were not there.`)
    return run
  }
  const rates = await compareRates(context, "refusals", {
    ours: refusing(holdfast, sale.itemId),
    peer: refusing(oneStatement, soldOut ?? ""),
  })
  return {
    title: `${UNITS} units, ${ATTEMPTS} attempts from two processes, cancellations and lapses among them`,
    compared: [
      { what: `sold out, ${CALLERS} callers`, unit: "refusals/s", better: "more", peerName: "one statement", ...rates },
    ],
    figures: { ...sale.figures, "p99 ms of refusals": rates.p99Ms },
    goals: [
      { what: "units sold of 500", measured: sale.sold, bar: UNITS, better: "more", unit: "" },
      { what: "units sold beyond 500", measured: Math.max(0, sale.sold - UNITS), bar: 0, better: "less", unit: "" },
      { what: "falsely told sold out, at rest", measured: sale.falselyRefused, bar: 0, better: "less", unit: "" },
      {
        what: "refusals, beside the one statement",
        measured: rates.ratio.median,
        bar: 4,
        aim: 20,
        better: "more",
        unit: "times",
      },
    ],
    noise: [rates.noise],
  }
}

async function sellOut({ sides, exactness }: PartContext) {
  const { holdfast, server } = sides
  const other = sides.anotherOf(holdfast.database)
  const [itemId = ""] = await holdfast.worker.run("stockItems", { count: 1, onHand: UNITS })
  const rush = await Promise.all(
    [holdfast.worker, other].map((worker, seed) =>
      worker.run("attempts", { itemId, attempts: ATTEMPTS / 2, callers: CALLERS, seed }),
    ),
  )
  const sum = (pick: (figures: (typeof rush)[number]) => number) => rush.reduce((total, one) => total + pick(one), 0)
  const soldInTheRush = sum(({ sold }) => sold)

  // At rest: the abandoned have lapsed, nobody swept them, and every unit that is left has to be sold to who asks.
  await pause(ABANDONED_AFTER_SECONDS * 1000 + 100)
  const leftAtRest = UNITS - soldInTheRush
  // A loop too short for a second attempt.
  const once = { itemIds: [itemId], callers: 1, seconds: 0.000_001, seed: 0 }
  let soldAtRest = 0
  for (let asked = 0; asked < leftAtRest; asked += 1) {
    const { placed } = await (asked % 2 === 0 ? holdfast.worker : other).run("closedLoop", once)
    soldAtRest += placed
  }
  const after = await other.run("closedLoop", once)
  await other.stop()

  const [level] = await server.query<{ held: number; units: number }>(
    holdfast.database,
    `select s.held::int as held, (select coalesce(sum(quantity), 0)::int from atp_hold h where h.item_id = s.item_id) as units
       from atp_stock_level s where s.item_id = $1`,
    [itemId],
  )
  const sold = soldInTheRush + soldAtRest + after.placed
  if (level?.held !== sold || level.units !== sold) {
    throw new Error(
      `${sold} units were sold; the counter says ${level?.held ?? "nothing"}, the rows ${level?.units ?? "nothing"}.`,
    )
  }
  exactness.count(holdfast, sold)
  const refused = sum((figures) => figures.refused)
  return {
    ...{ itemId, sold, soldInTheRush, soldAtRest, leftAtRest, refused, falselyRefused: leftAtRest - soldAtRest },
    figures: {
      "sold in the rush": soldInTheRush,
      "sold at rest": soldAtRest,
      "canceled by their buyers": sum(({ canceled }) => canceled),
      "left to lapse": sum(({ abandoned }) => abandoned),
      refused,
    },
  }
}

/** An item of the one statement that has no units left. */
async function oneStatementItem({ sides: { server, oneStatement } }: PartContext): Promise<readonly string[]> {
  await server.query(
    oneStatement.database,
    "insert into stock select 'item_sold_out', location_id, 0, 0 from stock limit 1 on conflict do nothing",
  )
  return ["item_sold_out"]
}

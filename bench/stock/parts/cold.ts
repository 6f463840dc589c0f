import type { PartContext, PartResult } from "../part"

const SECONDS = 8
const CALLERS = 32
const DATABASE = "cold"

/**
 * A shop's first seconds: empty tables that were never analysed. A plan made then may keep reading whole tables when they
 * have grown, and the rate falls off a cliff.
 */
export async function measureCold({ sides, say }: PartContext): Promise<PartResult> {
  const { server, template } = sides
  await server.create(DATABASE, template)
  const worker = sides.anotherOf(DATABASE)
  const itemIds = await worker.run("stockItems", { count: 1, onHand: 900_000_000 })
  const { bySecond, placed } = await worker.run("closedLoop", { itemIds, seconds: SECONDS, callers: CALLERS, seed: 0 })
  await worker.stop()
  const [stored] = await server.query<{ n: number }>(DATABASE, "select count(*)::int as n from atp_hold")
  if (stored?.n !== placed)
    throw new Error(`${placed} holds were placed from empty tables, and ${stored?.n ?? 0} are stored.`)
  const begin = bySecond.slice(0, 2).reduce((a, b) => a + b, 0) / 2
  const end = bySecond.slice(-2).reduce((a, b) => a + b, 0) / 2
  say(`  by second: ${bySecond.join(", ")}`)
  return {
    title: `From empty tables, a fresh process, ${CALLERS} callers`,
    compared: [],
    figures: {
      "holds/s, second by second": bySecond,
      "holds/s, first two seconds": begin,
      "holds/s, last two seconds": end,
      "slowest second": Math.min(...bySecond),
    },
    goals: [
      {
        what: "from empty tables, last two seconds beside the first two",
        measured: end / begin,
        bar: 0.7,
        better: "more",
        unit: "times",
      },
    ],
    noise: [],
  }
}

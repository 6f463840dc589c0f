import type { Bench } from "../bench-definition"
import { describeMachine, measuredCommit } from "../harness/machine"
import { writeResult } from "../harness/write-result"
import { medusaVersion } from "../checkout/vanilla-shop"
import { startContestants } from "./contestants"
import { drawStock } from "./draw-chart"
import { Exactness } from "./exactness"
import { parseStockOptions, STOCK_PARTS, STOCK_USAGE, type StockPart } from "./options"
import type { PartContext, PartResult } from "./part"
import { measureAvailability } from "./parts/availability"
import { measureClaims } from "./parts/claims"
import { measureCold } from "./parts/cold"
import { measureCurves } from "./parts/curves"
import { measureExhaust } from "./parts/exhaust"
import { measureHot } from "./parts/hot"
import { measureOpen } from "./parts/open"
import { measureSpread } from "./parts/spread"
import { measureStorm } from "./parts/storm"
import { goalTable, partTables } from "./print-tables"
import type { StockResult } from "./result"

const MEASURE: Readonly<Record<StockPart, (context: PartContext) => Promise<PartResult>>> = {
  hot: measureHot,
  open: measureOpen,
  exhaust: measureExhaust,
  storm: measureStorm,
  spread: measureSpread,
  cold: measureCold,
  availability: measureAvailability,
  curves: measureCurves,
  claims: measureClaims,
}

/** Holds and availability through the inventory module's own methods, beside the host's module and beside bare SQL. */
export const stockBench: Bench = {
  name: "stock",
  summary: "holds on a hot item: ours beside Medusa's own reservation and beside one bare SQL statement",
  usage: STOCK_USAGE,
  run: async (context) => {
    const options = parseStockOptions(context.args)
    const { root, progress } = context
    const sides = await startContestants(context, options)
    const exactness = new Exactness(sides.server)
    const part: PartContext = { options, sides, exactness, say: (line) => progress.line(line), found: {} }
    const parts: Partial<Record<StockPart, PartResult>> = {}
    for (const name of options.parts) {
      await exactness.empty([sides.holdfast, sides.vanilla, sides.oneStatement])
      const result = await progress.step(name, () => MEASURE[name](part))
      parts[name] = result
      progress.line(`\n${partTables(result)}\n`)
    }
    const result: StockResult = {
      bench: "stock",
      peers: { vanilla: `Medusa ${medusaVersion(root)}`, "one statement": sides.floorDriver },
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine(sides.server.version),
      options,
      parts,
    }
    progress.line(goalTable(result))
    // Part of a run would stand beside figures of another day.
    if (options.parts.length < STOCK_PARTS.length) return
    progress.line(`\nWritten: ${writeResult(root, "stock", result, drawStock(result)).join(", ")}`)
  },
}

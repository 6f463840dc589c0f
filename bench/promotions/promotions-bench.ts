import { createRequire } from "node:module"
import path from "node:path"
import type { Bench } from "../bench-definition"
import { medusaVersion } from "../checkout/vanilla-shop"
import { describeMachine, measuredCommit } from "../harness/machine"
import { writeResult } from "../harness/write-result"
import { startStockServer, type StockServer } from "../stock/stock-server"
import { drawPromotions } from "./draw-chart"
import { parsePromotionOptions, PROMOTION_PARTS, PROMOTION_USAGE, type PromotionPart } from "./options"
import type { PartContext, PartResult } from "./part"
import { measureChange } from "./parts/change"
import { measureCompeting } from "./parts/competing"
import { measureSize } from "./parts/size"
import { measureTrace } from "./parts/trace"
import { goalTable, partTables } from "./print-tables"
import type { PromotionResult } from "./result"

const MEASURE: Readonly<Record<PromotionPart, (context: PartContext) => Promise<PartResult>>> = {
  size: measureSize,
  trace: measureTrace,
  change: measureChange,
  competing: measureCompeting,
}

/** The price of a cart by many promotions: the engine alone, without HTTP and, on our side, without a database. */
export const promotionsBench: Bench = {
  name: "promotions",
  summary: "carts priced by up to 20,000 promotions: ours beside json-rules-engine, Medusa's own and a naive scan",
  usage: PROMOTION_USAGE,
  run: async (context) => {
    const options = parsePromotionOptions(context.args)
    const { root, progress, shutdown } = context
    const groups: Record<string, number> = { bench: process.pid }
    let running: StockServer | undefined
    const server = async () => {
      running ??= await startStockServer(context)
      groups["postgres"] = running.pid
      return running
    }
    const part: PartContext = { root, options, server, shutdown, groups, say: (line) => progress.line(line) }
    const parts: Partial<Record<PromotionPart, PartResult>> = {}
    for (const name of options.parts) {
      const result = await progress.step(name, () => MEASURE[name](part))
      parts[name] = result
      progress.line(`\n${partTables(result)}\n`)
    }
    progress.line(goalTable(Object.values(parts).flatMap(({ goals }) => goals)))
    // Part of a run would stand beside figures of another day.
    if (options.parts.length < PROMOTION_PARTS.length) return
    const { version } = await server()
    const result: PromotionResult = {
      bench: "promotions",
      peers: {
        vanilla: `Medusa ${medusaVersion(root)}`,
        "json-rules-engine": `json-rules-engine ${versionOf(root, "json-rules-engine")}`,
        "naive scan": "every promotion asked, then the same choice",
      },
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine(version),
      options,
      parts,
    }
    const written = writeResult(root, "promotions", result, drawPromotions(result))
    progress.line(`\nWritten: ${written.join(", ")}`)
  },
}

function versionOf(root: string, name: string): string {
  const found = createRequire(path.join(root, "package.json"))(`${name}/package.json`) as { readonly version: string }
  return found.version
}

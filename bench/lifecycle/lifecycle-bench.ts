import { buildShop } from "../../launcher/build-shop"
import type { Bench } from "../bench-definition"
import { describeMachine, measuredCommit } from "../harness/machine"
import { writeResult } from "../harness/write-result"
import { goalTable, partTables } from "../stock/print-tables"
import { startStockServer } from "../stock/stock-server"
import { drawLifecycle } from "./draw-chart"
import { FLOOR_CLIENTS, startFloor } from "./floor"
import { LIFECYCLE_PARTS, LIFECYCLE_USAGE, parseLifecycleOptions, type LifecyclePart } from "./options"
import type { Measure, PartContext, PartResult } from "./part"
import { measureGuard } from "./parts/guard"
import { measureLog } from "./parts/log"
import { measureLookup } from "./parts/lookup"
import { measureReplay } from "./parts/replay"
import { measureTransitions } from "./parts/transitions"
import type { LifecycleResult } from "./result"
import { startWorker } from "./worker-process"

const DATABASE = "lifecycle"

const MEASURE: Readonly<Record<LifecyclePart, Measure>> = {
  log: measureLog,
  replay: measureReplay,
  transitions: measureTransitions,
  lookup: measureLookup,
  guard: measureGuard,
}

/** Transitions, replay and the log's size through the module's own methods, beside one bare update and insert. */
export const lifecycleBench: Bench = {
  name: "lifecycle",
  summary: "transitions of 100,000 orders beside one bare update and insert; replay, log growth, what a guard costs",
  usage: LIFECYCLE_USAGE,
  run: async (context) => {
    const options = parseLifecycleOptions(context.args)
    const { root, progress, shutdown } = context
    if (!options.module) await progress.step("build", (say) => buildShop(root, say))
    const server = await startStockServer(context)
    await server.create(DATABASE)
    const floor = await startFloor(server)
    const another = (database: string) => {
      const folder = options.module ?? "@holdfast/order-lifecycle"
      const started = startWorker(root, { databaseUrl: server.url(database), folder })
      shutdown.add(`process of ${database}`, () => started.stop())
      return started
    }
    const worker = another(DATABASE)
    await progress.step("tables", () => worker.run("ready", {}))
    const filled = await progress.step("orders", () => worker.run("fill", { orders: options.orders }))
    const part: PartContext = {
      ...{ options, server, database: DATABASE, worker, another, floor, filled },
      groups: { bench: process.pid, postgres: server.pid },
      say: (line) => progress.line(line),
    }
    const parts: Partial<Record<LifecyclePart, PartResult>> = {}
    for (const name of options.parts) {
      const result = await progress.step(name, () => MEASURE[name](part))
      parts[name] = result
      progress.line(`\n${partTables(result)}\n`)
    }
    const result: LifecycleResult = {
      bench: "lifecycle",
      peer: `one bare statement that updates and inserts (pgbench, ${FLOOR_CLIENTS} clients)`,
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine(server.version),
      options,
      parts,
    }
    progress.line(goalTable(result))
    // Part of a run would stand beside figures of another day.
    if (options.parts.length < LIFECYCLE_PARTS.length) return
    progress.line(`\nWritten: ${writeResult(root, "lifecycle", result, drawLifecycle(result)).join(", ")}`)
  },
}

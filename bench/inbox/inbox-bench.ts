import { buildShop } from "../../launcher/build-shop"
import type { Bench } from "../bench-definition"
import { describeMachine, measuredCommit } from "../harness/machine"
import { writeResult } from "../harness/write-result"
import { goalTable, partTables } from "../stock/print-tables"
import { startStockServer } from "../stock/stock-server"
import { drawInbox } from "./draw-chart"
import { INBOX_PARTS, INBOX_USAGE, parseInboxBenchOptions, type InboxPart } from "./options"
import type { Measure, PartContext, PartResult } from "./part"
import { measureHandled } from "./parts/handled"
import { measureRate } from "./parts/rate"
import { measureWebhooks } from "./parts/webhooks"
import type { InboxResult } from "./result"
import { CONNECTIONS } from "./two-ways"
import { startWorker } from "./worker-process"

const DATABASE = "inbox"

const MEASURE: Readonly<Record<InboxPart, Measure>> = {
  webhooks: measureWebhooks,
  rate: measureRate,
  handled: measureHandled,
}

/** Webhooks kept by the inbox, beside one insert and one commit for each. */
export const inboxBench: Bench = {
  name: "inbox",
  summary:
    "500 webhooks a second over HTTP, and the highest rate, beside one insert for each; how fast they are handled",
  usage: INBOX_USAGE,
  run: async (context) => {
    const options = parseInboxBenchOptions(context.args)
    const { root, progress, shutdown } = context
    if (!options.built) await progress.step("build", (say) => buildShop(root, say))
    const server = await startStockServer(context)
    await server.create(DATABASE)
    const worker = startWorker(root, { databaseUrl: server.url(DATABASE) })
    shutdown.add("process of the inbox", () => worker.stop())
    const part: PartContext = {
      ...{ options, server, database: DATABASE, worker },
      groups: { bench: process.pid, postgres: server.pid },
      say: (line) => progress.line(line),
    }
    // Answers when the tables are there.
    await progress.step("tables", () => worker.run("handle", {}))
    const parts: Partial<Record<InboxPart, PartResult>> = {}
    for (const name of options.parts) {
      const result = await progress.step(name, () => MEASURE[name](part))
      parts[name] = result
      progress.line(`\n${partTables(result)}\n`)
    }
    const result: InboxResult = {
      bench: "inbox",
      peer: `one prepared insert for each webhook (${CONNECTIONS} connections)`,
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine(server.version),
      options,
      parts,
    }
    progress.line(goalTable(result))
    // Part of a run would stand beside figures of another day.
    if (options.parts.length < INBOX_PARTS.length) return
    progress.line(`\nWritten: ${writeResult(root, "inbox", result, drawInbox(result)).join(", ")}`)
  },
}

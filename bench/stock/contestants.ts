import path from "node:path"
import { buildShop } from "../../launcher/build-shop"
import type { BenchContext } from "../bench-definition"
import { ONE_STATEMENT_CLIENTS, ONE_STATEMENT_TABLES } from "./one-statement"
import type { StockOptions } from "./options"
import { findPgbench, runPgbench } from "./pgbench"
import { startStockServer, type StockServer } from "./stock-server"
import { LOCATION, type SubjectName } from "./subject"
import type { Worker } from "./worker-process"
import { startWorker } from "./worker-process"

/** Spread loads go over so many items; the hot one is another. */
export const SPREAD_ITEMS = 1_000
const PLENTY = 900_000_000

export interface Side {
  readonly name: SubjectName
  readonly database: string
  readonly worker: Worker
  readonly hot: string
  readonly spread: readonly string[]
}

export interface Contestants {
  readonly server: StockServer
  readonly holdfast: Side
  readonly vanilla: Side
  readonly oneStatement: Side
  /** Closed loop of the one statement at the number of clients that suits it best. Answers how many it placed, too. */
  readonly floor: (items: 1 | 1000, seconds: number, seed: number) => Promise<{ perSecond: number; placed: number }>
  /** What drives it. */
  readonly floorDriver: string
  /** A further process of ours on a database. */
  readonly anotherOf: (database: string) => Worker
  /** Copied by parts that need a database of their own. Nobody is connected to it. */
  readonly template: string
  /** For `readCpu`: the bench's own processes are its children. */
  readonly groups: Readonly<Record<"bench" | "postgres", number>>
}

export async function startContestants(context: BenchContext, options: StockOptions): Promise<Contestants> {
  const { root, progress, shutdown } = context
  if (!options.module) await progress.step("build", (say) => buildShop(root, say))
  const ours = options.module ?? "@holdfast/atp"
  const server = await startStockServer(context)
  const worker = (subject: SubjectName, database: string, migrateWith?: readonly string[]): Worker => {
    const folder = subject === "vanilla" ? "@medusajs/inventory" : ours
    const opening = { subject, folder, databaseUrl: server.url(database), ...(migrateWith && { migrateWith }) }
    const log = path.join(server.dataDir, "logs", `${subject.replace(" ", "-")}.log`)
    const started = startWorker(root, opening, log)
    shutdown.add(`process of "${subject}"`, () => started.stop())
    return started
  }

  const side = async (name: SubjectName, database: string, migrateWith?: readonly string[]): Promise<Side> =>
    progress.step(name, async () => {
      const running = worker(name, database, migrateWith)
      // The one statement's items are rows of its own; the modules make theirs.
      const ids =
        name === "one statement"
          ? Array.from({ length: SPREAD_ITEMS + 1 }, (_, n) => `item_${n + 1}`)
          : await running.run("stockItems", { count: SPREAD_ITEMS + 1, onHand: PLENTY })
      return { name, database, worker: running, hot: ids[0] ?? "", spread: ids.slice(1) }
    })

  const template = "holdfast_template"
  await server.create(template)
  const migrating = worker("holdfast", template, ["@holdfast/message-log"])
  await progress.step("tables", () => migrating.run("ready", {}))
  await migrating.stop()
  await server.create("holdfast", template)
  const holdfast = await side("holdfast", "holdfast")
  await server.create("vanilla")
  const vanilla = await side("vanilla", "vanilla", [])
  await server.create("one_statement")
  await server.query("one_statement", ONE_STATEMENT_TABLES)
  const rows = `insert into stock select 'item_' || n, $1, $2 from generate_series(1, $3::int) n`
  await server.query("one_statement", rows, [LOCATION, PLENTY, SPREAD_ITEMS + 1])
  const oneStatement = await side("one statement", "one_statement")

  const pgbench = findPgbench(process.env["PATH"])
  return {
    ...{ server, holdfast, vanilla, oneStatement, template },
    floorDriver: `${pgbench ? "pgbench" : "Node, since pgbench is not installed"}, ${ONE_STATEMENT_CLIENTS} clients`,
    floor: async (items, seconds, seed) => {
      if (pgbench) {
        const databaseUrl = server.url(oneStatement.database)
        const run = await runPgbench(pgbench, { databaseUrl, seconds, items, dataDir: server.dataDir })
        return { perSecond: run.perSecond, placed: run.transactions }
      }
      const itemIds = items === 1 ? [oneStatement.hot] : oneStatement.spread
      return oneStatement.worker.run("closedLoop", { itemIds, seconds, seed, callers: ONE_STATEMENT_CLIENTS })
    },
    anotherOf: (database) => worker("holdfast", database),
    groups: { bench: process.pid, postgres: server.pid },
  }
}

import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client } from "pg"
import { buildShop } from "../../launcher/build-shop"
import { startCluster } from "../../launcher/postgres/cluster"
import type { BenchContext } from "../bench-definition"
import type { Sides } from "../harness/measure-pairs"
import { COUNTER_SETTINGS, StatementCounter } from "../harness/statement-counter"
import { type ShopUnderTest, startShopUnderTest } from "./shop-under-test"
import { writeVanillaShop } from "./vanilla-shop"

export interface TwoShops {
  readonly shops: Sides<ShopUnderTest>
  readonly counter: StatementCounter
  readonly postgresVersion: string
  /** For `readCpu`: all that belongs to the bench. */
  readonly groups: Readonly<Record<"bench" | "postgres" | "ours" | "peer", number>>
  /** Orders in each database, to compare with what was bought. */
  readonly countOrders: () => Promise<Sides<number>>
}

/** One PostgreSQL with two databases, ours and a vanilla Medusa beside it, both filled alike. */
export async function startTwoShops({ root, progress, shutdown }: BenchContext): Promise<TwoShops> {
  await progress.step("build", (say) => buildShop(root, say))
  const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-bench-"))
  shutdown.add("temporary folder", () => rmSync(dataDir, { recursive: true, force: true }))
  mkdirSync(path.join(dataDir, "static"))

  const cluster = await progress.step("PostgreSQL", () => startCluster({ dataDir, settings: COUNTER_SETTINGS }))
  shutdown.add("database", () => cluster.stop())
  const counter = await StatementCounter.connect(cluster.url("postgres"))
  shutdown.add("statement counter", () => counter.close())

  const start = async (title: string, database: string, folder: string): Promise<ShopUnderTest> => {
    await query(cluster.url("postgres"), `create database ${database}`)
    return progress.step(title, (say) =>
      startShopUnderTest({
        ...{ folder, database, databaseUrl: cluster.url(database), dataDir, say },
        onServer: (server) => shutdown.add(`server of ${database}`, () => server.stop()),
      }),
    )
  }
  const vanillaFolder = path.join(dataDir, "vanilla")
  writeVanillaShop(root, vanillaFolder)
  const peer = await start("vanilla shop", "vanilla", vanillaFolder)
  const ours = await start("our shop", "ours", root)
  await counter.reset()
  const [server] = await query(cluster.url("postgres"), "show server_version")

  const countOrders = async () => ({
    ours: await ordersIn(cluster.url(ours.database)),
    peer: await ordersIn(cluster.url(peer.database)),
  })
  const groups = { bench: process.pid, postgres: cluster.pid, ours: ours.server.pid, peer: peer.server.pid }
  return {
    shops: { ours, peer },
    counter,
    postgresVersion: (server as { server_version: string }).server_version,
    groups,
    countOrders,
  }
}

async function ordersIn(databaseUrl: string): Promise<number> {
  const [row] = await query(databaseUrl, `select count(*)::int as orders from "order"`)
  return (row as { orders: number }).orders
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client } from "pg"
import { startCluster } from "../../launcher/postgres/cluster"
import type { BenchContext } from "../bench-definition"
import { COUNTER_SETTINGS } from "../harness/statement-counter"

/** One PostgreSQL, and in it a database for each side. */
export interface StockServer {
  readonly dataDir: string
  readonly pid: number
  readonly version: string
  readonly url: (database: string) => string
  /** @param template a database to copy. Whoever is still connected to it is cut off. */
  readonly create: (database: string, template?: string) => Promise<void>
  readonly query: <Row>(database: string, sql: string, params?: readonly unknown[]) => Promise<readonly Row[]>
}

export async function startStockServer({ progress, shutdown }: BenchContext): Promise<StockServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-bench-"))
  shutdown.add("temporary folder", () => rmSync(dataDir, { recursive: true, force: true }))
  // Statements are counted in one database alone, when they are asked for: counting takes time, from all sides.
  const settings = { ...COUNTER_SETTINGS, "pg_stat_statements.track": "none", min_wal_size: "1GB" }
  const cluster = await progress.step("PostgreSQL", () => startCluster({ dataDir, settings }))
  shutdown.add("database", () => cluster.stop())

  const query: StockServer["query"] = async <Row>(database: string, sql: string, params: readonly unknown[] = []) => {
    const client = new Client({ connectionString: cluster.url(database) })
    await client.connect()
    try {
      const answer = params.length > 0 ? await client.query(sql, [...params]) : await client.query(sql)
      return answer.rows as Row[]
    } finally {
      await client.end()
    }
  }
  await progress.step("write-ahead log", () => query("postgres", USED_LOG))
  const create: StockServer["create"] = async (database, template = "template1") => {
    await query("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [template])
    await query("postgres", `create database ${database} template ${template}`)
  }
  const [server] = await query<{ server_version: string }>("postgres", "show server_version")
  return { dataDir, pid: cluster.pid, version: server?.server_version ?? "unknown", url: cluster.url, create, query }
}

/**
 * Fills and gives back the files of the write-ahead log. A server that has run for a while writes into files it used
 * before; a fresh one makes each when it gets there, and all commits wait for that, once a second at our rates.
 */
const USED_LOG = `
do $$ begin
  for n in 1..60 loop
    perform pg_logical_emit_message(false, 'bench', 'used');
    perform pg_switch_wal();
  end loop;
end $$;
checkpoint`

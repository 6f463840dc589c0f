import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client, escapeIdentifier } from "pg"
import { startCluster } from "../../launcher/postgres/cluster"
import type { Shutdown } from "../../launcher/shutdown"

/** Makes a database for this run alone, in the PostgreSQL of `given` or in one of its own; both are gone afterwards. */
export async function openProofDatabase(given: string | undefined, shutdown: Shutdown): Promise<string> {
  const server = given ?? (await ownCluster(shutdown))
  const name = `proof_stock_${process.pid}_${Date.now()}`
  await onServer(server, `create database ${escapeIdentifier(name)}`)
  shutdown.add("proof's database", () => onServer(server, `drop database ${escapeIdentifier(name)} with (force)`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.toString()
}

async function ownCluster(shutdown: Shutdown): Promise<string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-proof-"))
  shutdown.add("temporary folder", () => rmSync(dataDir, { recursive: true, force: true }))
  const cluster = await startCluster({ dataDir })
  shutdown.add("database server", () => cluster.stop())
  return cluster.url("postgres")
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

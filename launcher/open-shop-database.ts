import path from "node:path"
import { Client } from "pg"
import { readKept } from "./kept-json"
import { LaunchFailure } from "./launch-failure"
import { openEmbeddedDatabase } from "./postgres/embedded-database"
import { launcherSettings } from "./settings"
import { Shutdown } from "./shutdown"
import { takeStartLock } from "./start-lock"

/** The shop's database for a command beside the shop, and how to leave it. */
export interface ShopDatabase {
  readonly url: string
  readonly close: () => Promise<void>
}

/** The database that `npm start` uses: the one that is named, the embedded one that runs, or that one started for now. */
export async function openShopDatabase(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ShopDatabase> {
  const named = env["DATABASE_URL"]
  if (named) return { url: named, close: () => Promise.resolve() }
  const { dataDir } = launcherSettings(root, env)
  const kept = readKept<{ port: number }>(path.join(dataDir, "postgres.json"))
  const role = readKept<{ name: string; password: string }>(path.join(dataDir, "database.json"))
  if (!kept || !role) {
    throw new LaunchFailure(
      "database_missing",
      `There is no DATABASE_URL, and no shop has been started in ${dataDir}.`,
      "Set DATABASE_URL, or start the shop once with `npm start`.",
    )
  }
  const url = `postgres://${role.name}:${role.password}@127.0.0.1:${kept.port}/${role.name}`
  if (await answers(url)) return { url, close: () => Promise.resolve() }
  const shutdown = new Shutdown()
  await takeStartLock(dataDir, shutdown)
  const { cluster, url: started } = await openEmbeddedDatabase({ dataDir })
  return { url: started, close: () => cluster.stop() }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

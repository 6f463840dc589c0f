import path from "node:path"
import { fingerprint } from "./fingerprint"
import type { LaunchRecord } from "./launch-record"
import { readable } from "./run-program"
import { runMedusa, type ShopEnv } from "./shop-processes"

/** What can bring a migration: the host's version, our modules and plugins, the shop's links and configuration. */
const SOURCES = [
  "package-lock.json",
  "medusa-config.ts",
  "modules",
  "plugins",
  "src/links",
  "src/modules",
  "src/migration-scripts",
]

/** Migrates the database unless this database has been migrated by the same sources. */
export async function migrateShop(
  root: string,
  record: LaunchRecord,
  { env, logDir, say }: { env: ShopEnv; logDir: string; say: (what: string) => void },
): Promise<boolean> {
  // The host's modules for Redis bring migrations of their own, so a shop that gets a Redis migrates once more.
  const sources = `${fingerprint(root, SOURCES)} ${env["REDIS_URL"] ? "redis" : "memory"}`
  if ((await record.find("migrate"))?.fingerprint === sources) return false
  let shown: string | undefined
  await runMedusa(root, {
    title: "Migrating the database",
    args: ["db:migrate", "--execute-safe-links", "--execute-safe-search"],
    env,
    logFile: path.join(logDir, "migrate.log"),
    onLine: (line) => {
      const module = /MODULE: (\w+)/.exec(readable(line))?.[1]
      if (module && module !== shown) say((shown = module))
    },
  })
  await record.save("migrate", sources, {})
  return true
}

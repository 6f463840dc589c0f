import { existsSync, readdirSync } from "node:fs"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ConfigModule } from "@medusajs/framework/types"
import { OVERRIDES } from "./overrides"

/** Names of migrations that the loaded modules bring and the database has not run. */
export async function missingMigrations(config: ConfigModule, database: Knex): Promise<string[]> {
  const rows = await database("mikro_orm_migrations").select<{ name: string }[]>("name")
  const done = new Set(rows.map(({ name }) => name))
  // The folders are part of the build, so they are read once: a load balancer asks every few seconds.
  expected ??= expectedMigrations(config)
  return expected.filter((name) => !done.has(name))
}

let expected: readonly string[] | undefined

/** A module's migrations lie in the folder `migrations` beside the file its package resolves to; a provider's too. */
function expectedMigrations(config: ConfigModule): string[] {
  const resolvable = Object.values(config.modules ?? {}).flatMap((entry) => {
    if (typeof entry !== "object" || ("disable" in entry && entry.disable)) return []
    const { resolve, options } = entry as { resolve?: unknown; options?: { providers?: { resolve?: unknown }[] } }
    return [resolve, ...(options?.providers ?? []).map((provider) => provider.resolve)]
  })
  // A module of ours that stands in for one of the host's runs the host's migrations first.
  const replaced = OVERRIDES.map(({ key }) => `@medusajs/medusa/${key}`)
  const folders = new Set([...resolvable, ...replaced].filter((name) => typeof name === "string").map(migrationsFolder))
  return [...folders].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => /^Migration\w+\.js$/.test(file))
          .map((file) => path.basename(file, ".js"))
      : [],
  )
}

function migrationsFolder(name: string): string {
  const entry = require.resolve(name, { paths: [process.cwd()] })
  // `@medusajs/medusa/product` is a signpost to the package that holds the module.
  const { discoveryPath } = require(entry) as { discoveryPath?: string }
  return path.join(path.dirname(discoveryPath ? require.resolve(discoveryPath) : entry), "migrations")
}

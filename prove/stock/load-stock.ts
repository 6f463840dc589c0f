import path from "node:path"
import { MedusaApp } from "@medusajs/framework/modules-sdk"
import {
  ContainerRegistrationKeys,
  createPgConnection,
  isSharedConnectionSymbol,
  Modules,
  ModulesSdkUtils,
} from "@medusajs/framework/utils"
import type { StockService } from "./stock-service"

type Migrate = (args: { options: object; logger: object }) => Promise<unknown>

const QUIET = { ...console, info: () => undefined, debug: () => undefined, warn: () => undefined }

const moduleFolder = (root: string) => path.join(root, "modules", "atp", "src", "modules", "atp")

/** Brings a new database to the module's real schema: the host's tables, ours, and the outbox they tell. */
export async function migrateStock(root: string, databaseUrl: string): Promise<void> {
  const { default: atp } = require(moduleFolder(root)) as { default: { runMigrations: Migrate } }
  const outbox = ModulesSdkUtils.buildMigrationScript({
    moduleName: "message_log",
    pathToMigrations: path.join(root, "modules", "message-log", "src", "modules", "message-log", "migrations"),
  }) as Migrate
  const args = { options: databaseOf(databaseUrl), logger: QUIET }
  await atp.runMigrations(args)
  await outbox(args)
}

/** Loads the real module as the host loads it, with connections of its own. */
export async function loadStock(root: string, databaseUrl: string): Promise<StockService> {
  const connection = createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: 8 } })
  const app = await MedusaApp({
    modulesConfig: {
      [Modules.INVENTORY]: {
        resolve: moduleFolder(root),
        // The host's one pool, as in a shop.
        options: { ...databaseOf(databaseUrl), [isSharedConnectionSymbol]: true },
      },
    },
    injectedDependencies: {
      [ContainerRegistrationKeys.PG_CONNECTION]: connection,
      [ContainerRegistrationKeys.LOGGER]: QUIET,
    },
    cwd: root,
  })
  await app.onApplicationStart()
  return app.modules[Modules.INVENTORY] as unknown as StockService
}

const databaseOf = (clientUrl: string) => ({ database: { clientUrl, driverOptions: { ssl: false } } })

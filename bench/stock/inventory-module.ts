import type { ILockingModule } from "@medusajs/framework/types"
import { logger } from "@medusajs/framework/logger"
import { MedusaApp, MedusaAppMigrateUp, MedusaModule, ModulesDefinition } from "@medusajs/framework/modules-sdk"
import {
  ContainerRegistrationKeys,
  createPgConnection,
  isSharedConnectionSymbol,
  Modules,
} from "@medusajs/framework/utils"
import type { AtpService } from "./atp-service"

/** The same for both sides, and for the checkout bench. */
const POOL_MAX = 20

export interface LoadedInventory {
  /** The vanilla one has the host's methods alone. */
  readonly inventory: AtpService
  readonly locking: ILockingModule
  readonly close: () => Promise<void>
}

/**
 * Loads an inventory module as the host does at its start, with the host's own event bus and locks in memory.
 *
 * @param folder of the module, or its package's name
 */
export async function loadInventory(folder: string, databaseUrl: string): Promise<LoadedInventory> {
  const connection = createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: POOL_MAX } })
  const shared = { options: { [isSharedConnectionSymbol]: true } }
  const app = await MedusaApp({
    sharedResourcesConfig: { database: { clientUrl: databaseUrl } },
    modulesConfig: {
      [Modules.INVENTORY]: { definition: ModulesDefinition[Modules.INVENTORY], resolve: folder, ...shared },
      [Modules.EVENT_BUS]: { resolve: "@medusajs/medusa/event-bus-local" },
      [Modules.LOCKING]: { resolve: "@medusajs/medusa/locking" },
    } as never,
    injectedDependencies: {
      [ContainerRegistrationKeys.PG_CONNECTION]: connection,
      [ContainerRegistrationKeys.LOGGER]: logger,
    },
  })
  await app.onApplicationStart()
  return {
    inventory: app.modules[Modules.INVENTORY] as unknown as AtpService,
    locking: app.modules[Modules.LOCKING] as unknown as ILockingModule,
    close: async () => {
      await app.onApplicationPrepareShutdown()
      await app.onApplicationShutdown()
      await connection.destroy()
      MedusaModule.clearInstances()
    },
  }
}

/** Makes the tables of an inventory module in an empty database, and those of the modules it writes to. */
export async function migrateInventory(
  folder: string,
  companions: readonly string[],
  databaseUrl: string,
): Promise<void> {
  const connection = createPgConnection({ clientUrl: databaseUrl })
  const options = { database: { clientUrl: databaseUrl } }
  const others = companions.map((resolve, n) => [`companion_${n}`, { resolve, options }] as const)
  try {
    await MedusaAppMigrateUp({
      sharedResourcesConfig: { database: { clientUrl: databaseUrl } },
      modulesConfig: {
        [Modules.INVENTORY]: { definition: ModulesDefinition[Modules.INVENTORY], resolve: folder, options },
        ...Object.fromEntries(others),
      } as never,
      injectedDependencies: {
        [ContainerRegistrationKeys.PG_CONNECTION]: connection,
        [ContainerRegistrationKeys.LOGGER]: logger,
      },
    })
  } finally {
    await connection.destroy()
  }
}

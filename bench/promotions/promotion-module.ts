import type { IPromotionModuleService } from "@medusajs/framework/types"
import { logger } from "@medusajs/framework/logger"
import { MedusaApp, MedusaAppMigrateUp, MedusaModule, ModulesDefinition } from "@medusajs/framework/modules-sdk"
import {
  ContainerRegistrationKeys,
  createPgConnection,
  isSharedConnectionSymbol,
  Modules,
} from "@medusajs/framework/utils"

/** As in the other benches. */
const POOL_MAX = 20
const PACKAGE = "@medusajs/promotion"

export interface LoadedPromotions {
  readonly promotions: IPromotionModuleService
  readonly close: () => Promise<void>
}

/** Makes the tables of the host's promotion module in an empty database, and loads it as the host does at its start. */
export async function loadPromotions(databaseUrl: string): Promise<LoadedPromotions> {
  const connection = createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: POOL_MAX } })
  const injectedDependencies = {
    [ContainerRegistrationKeys.PG_CONNECTION]: connection,
    [ContainerRegistrationKeys.LOGGER]: logger,
  }
  const database = { clientUrl: databaseUrl }
  await MedusaAppMigrateUp({
    sharedResourcesConfig: { database },
    modulesConfig: {
      [Modules.PROMOTION]: {
        ...{ definition: ModulesDefinition[Modules.PROMOTION], resolve: PACKAGE, options: { database } },
      },
    } as never,
    injectedDependencies,
  })
  const app = await MedusaApp({
    sharedResourcesConfig: { database },
    modulesConfig: {
      [Modules.PROMOTION]: {
        ...{ definition: ModulesDefinition[Modules.PROMOTION], resolve: PACKAGE },
        options: { [isSharedConnectionSymbol]: true },
      },
      [Modules.EVENT_BUS]: { resolve: "@medusajs/medusa/event-bus-local" },
      [Modules.LOCKING]: { resolve: "@medusajs/medusa/locking" },
    } as never,
    injectedDependencies,
  })
  await app.onApplicationStart()
  return {
    promotions: app.modules[Modules.PROMOTION] as unknown as IPromotionModuleService,
    close: async () => {
      await app.onApplicationPrepareShutdown()
      await app.onApplicationShutdown()
      await connection.destroy()
      MedusaModule.clearInstances()
    },
  }
}

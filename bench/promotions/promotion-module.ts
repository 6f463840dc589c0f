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

/** The host's own module, and ours in its place. */
export type PromotionPackage = "@medusajs/promotion" | "@holdfast/promotion-stacking"

export interface LoadedPromotions<Service = IPromotionModuleService> {
  readonly promotions: Service
  readonly close: () => Promise<void>
}

/** Makes the tables of a promotion module in an empty database. */
export async function migratePromotions(databaseUrl: string, resolve: PromotionPackage): Promise<void> {
  const connection = createPgConnection({ clientUrl: databaseUrl })
  const database = { clientUrl: databaseUrl }
  try {
    await MedusaAppMigrateUp({
      sharedResourcesConfig: { database },
      modulesConfig: {
        [Modules.PROMOTION]: {
          ...{ definition: ModulesDefinition[Modules.PROMOTION], resolve, options: { database } },
        },
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

/** Loads a promotion module as the host does at its start. */
export async function loadPromotions<Service = IPromotionModuleService>(
  databaseUrl: string,
  resolve: PromotionPackage,
): Promise<LoadedPromotions<Service>> {
  const connection = createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: POOL_MAX } })
  const app = await MedusaApp({
    sharedResourcesConfig: { database: { clientUrl: databaseUrl } },
    modulesConfig: {
      [Modules.PROMOTION]: {
        ...{ definition: ModulesDefinition[Modules.PROMOTION], resolve },
        options: { [isSharedConnectionSymbol]: true },
      },
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
    promotions: app.modules[Modules.PROMOTION] as unknown as Service,
    close: async () => {
      await app.onApplicationPrepareShutdown()
      await app.onApplicationShutdown()
      await connection.destroy()
      MedusaModule.clearInstances()
    },
  }
}

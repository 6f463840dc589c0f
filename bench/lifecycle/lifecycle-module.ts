import { createRequire } from "node:module"
import { logger } from "@medusajs/framework/logger"
import { MedusaAppMigrateUp, ModulesDefinition } from "@medusajs/framework/modules-sdk"
import { ContainerRegistrationKeys, createPgConnection, Modules } from "@medusajs/framework/utils"
import type * as Lifecycle from "@holdfast/order-lifecycle"
import { Client } from "pg"

/** What the host makes of its links when a whole shop starts, as far as orders are found through them. */
const LINKS = ["order_payment_collection", "order_fulfillment", "order_cart"].map(
  (table) => `
create table if not exists ${table} (
  order_id text not null, ${table.slice("order_".length)}_id text not null, id text not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (order_id, ${table.slice("order_".length)}_id)
);
create index if not exists ${table}_other on ${table} (${table.slice("order_".length)}_id);`,
)

/** Makes the tables of the module in an empty database, and the host's of orders and payments. */
export async function migrateLifecycle(folder: string, databaseUrl: string): Promise<void> {
  const connection = createPgConnection({ clientUrl: databaseUrl })
  const options = { database: { clientUrl: databaseUrl } }
  const host = [Modules.ORDER, Modules.PAYMENT].map(
    (key) => [key, { definition: ModulesDefinition[key], resolve: `@medusajs/${key}`, options }] as const,
  )
  try {
    await MedusaAppMigrateUp({
      sharedResourcesConfig: { database: options.database },
      modulesConfig: {
        ...Object.fromEntries(host),
        message_log: { resolve: "@holdfast/message-log", options },
        order_lifecycle: { resolve: folder, options },
      },
      injectedDependencies: {
        [ContainerRegistrationKeys.PG_CONNECTION]: connection,
        [ContainerRegistrationKeys.LOGGER]: logger,
      },
    })
  } finally {
    await connection.destroy()
  }
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  for (const link of LINKS) await client.query(link)
  await client.end()
}

/** The module's own service with the connections that it opens itself, which are all that it uses. */
export async function openLifecycle(
  folder: string,
  databaseUrl: string,
): Promise<Lifecycle.OrderLifecycleModuleService> {
  const module = createRequire(__filename)(folder) as typeof Lifecycle
  const service = new module.OrderLifecycleModuleService({
    __pg_connection__: { client: { connectionSettings: { connectionString: databaseUrl } } },
  })
  await service.open()
  return service
}

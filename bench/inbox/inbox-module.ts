import { logger } from "@medusajs/framework/logger"
import { MedusaAppMigrateUp } from "@medusajs/framework/modules-sdk"
import { ContainerRegistrationKeys, createPgConnection } from "@medusajs/framework/utils"
import { MessageLogModuleService } from "@holdfast/message-log"
import { Client } from "pg"
import { PEER_TABLE } from "./two-ways"

/** Makes the module's tables in an empty database, and the peer's. */
export async function migrateInbox(databaseUrl: string): Promise<void> {
  const connection = createPgConnection({ clientUrl: databaseUrl })
  const options = { database: { clientUrl: databaseUrl } }
  try {
    await MedusaAppMigrateUp({
      sharedResourcesConfig: { database: options.database },
      modulesConfig: { message_log: { resolve: "@holdfast/message-log", options } },
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
  await client.query(PEER_TABLE)
  await client.end()
}

/** The module's own service with the connections that it opens itself, which are all that the inbox uses. */
export const openInbox = (databaseUrl: string): MessageLogModuleService =>
  new MessageLogModuleService({
    __pg_connection__: { client: { connectionSettings: { connectionString: databaseUrl } } },
    logger,
  } as never)

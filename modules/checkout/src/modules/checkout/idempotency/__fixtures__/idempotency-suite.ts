import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, model } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import path from "node:path"

const MODULE = path.join(__dirname, "../..")

/** The module's real schema on a real PostgreSQL, reached as the module reaches it. Whoever opens a pool ends it. */
export function idempotencySuite(testSuite: (openPool: () => StatementPool) => void): void {
  const databaseName = process.env["CHECKOUT_DB"]
  moduleIntegrationTestRunner({
    moduleName: "checkout",
    resolve: path.join(MODULE, "index"),
    pathToMigrations: path.join(MODULE, "migrations"),
    // The runner prepares a database only where there are models, and this table has none: its SQL is written out.
    moduleModels: [model.define("checkout_idempotency_key", { id: model.id().primaryKey() })],
    // Several suites may run beside each other on one server.
    ...(databaseName && { dbName: databaseName }),
    testSuite: ({ medusaApp }) =>
      testSuite(() => {
        const { client } = (medusaApp.sharedContainer as MedusaContainer).resolve<{
          client: { connectionSettings: ConnectionSettings }
        }>(ContainerRegistrationKeys.PG_CONNECTION)
        return new StatementPool(client.connectionSettings, 8, "idempotency_spec")
      }),
  })
}

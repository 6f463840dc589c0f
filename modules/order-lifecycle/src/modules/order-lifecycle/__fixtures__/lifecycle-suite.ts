import path from "node:path"
import { model } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import type { OrderLifecycleModuleService } from "../service"
import { ORDER_LIFECYCLE_MODULE } from "../order-lifecycle-module"

const MODULE = path.join(__dirname, "..")
const OUTBOX = path.join(__dirname, "../../../../../message-log/src/modules/message-log/migrations")

const hostMigrations = (name: string) => path.join(path.dirname(require.resolve(name)), "migrations")

export type Sql = <Row = Record<string, unknown>>(text: string, params?: readonly unknown[]) => Promise<Row[]>

/** The module on a real PostgreSQL with the real schema: its own tables, the outbox, and the host's of orders and payments. */
export function lifecycleSuite(
  testSuite: (suite: { service: OrderLifecycleModuleService; sql: Sql }) => void,
  databaseName = process.env["LIFECYCLE_DB"],
): void {
  moduleIntegrationTestRunner<OrderLifecycleModuleService>({
    moduleName: ORDER_LIFECYCLE_MODULE,
    resolve: path.join(MODULE, "index"),
    moduleOptions: { expireAuthorizationsAfterHours: 48, releaseUnpaidAfterHours: 24, reviewTimesOutAfterHours: 12 },
    // The runner prepares a database only where there are models, and these tables have none: their SQL is written out.
    moduleModels: [model.define("order_lifecycle_order", { id: model.id().primaryKey() })],
    // Several suites may run beside each other on one server.
    ...(databaseName && { dbName: databaseName }),
    pathToMigrations: [
      hostMigrations("@medusajs/order"),
      hostMigrations("@medusajs/payment"),
      path.join(__dirname, "host-links"),
      OUTBOX,
      path.join(MODULE, "migrations"),
    ] as never,
    testSuite: ({ service, MikroOrmWrapper }) => {
      const sql: Sql = async (text, params = []) => MikroOrmWrapper.forkManager().execute<never>(text, [...params])
      testSuite({ service, sql })
    },
  })
}

import path from "node:path"
import { Modules } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import type StackingPromotionModuleService from "../service"

const MODULE = path.join(__dirname, "..")

export type Sql = <Row = Record<string, unknown>>(text: string, params?: readonly unknown[]) => Promise<Row[]>

/** The module on a real PostgreSQL with the real schema: the host's tables and ours. */
export function stackingSuite(
  testSuite: (suite: { service: StackingPromotionModuleService; sql: Sql }) => void,
  databaseName = process.env["STACKING_DB"],
): void {
  moduleIntegrationTestRunner<StackingPromotionModuleService>({
    moduleName: Modules.PROMOTION,
    resolve: MODULE,
    // Several suites may run beside each other on one server.
    ...(databaseName && { dbName: databaseName }),
    pathToMigrations: [
      path.join(path.dirname(require.resolve("@medusajs/promotion")), "migrations"),
      path.join(MODULE, "migrations"),
    ] as never,
    testSuite: ({ service, MikroOrmWrapper }) => {
      const sql: Sql = async (text, params = []) => MikroOrmWrapper.forkManager().execute<never>(text, [...params])
      testSuite({ service, sql })
    },
  })
}

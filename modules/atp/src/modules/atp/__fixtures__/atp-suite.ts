import path from "node:path"
import { Modules } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import type AtpInventoryModuleService from "../service"

const MODULE = path.join(__dirname, "..")

/** The module on a real PostgreSQL with the real schema: the host's tables, ours, and the outbox they tell. */
export function atpSuite(testSuite: (suite: { service: AtpInventoryModuleService; sql: Sql }) => void): void {
  moduleIntegrationTestRunner<AtpInventoryModuleService>({
    moduleName: Modules.INVENTORY,
    resolve: MODULE,
    // Several suites may run beside each other on one server.
    ...(process.env["ATP_DB"] && { dbName: process.env["ATP_DB"] }),
    pathToMigrations: [
      path.join(path.dirname(require.resolve("@medusajs/inventory")), "migrations"),
      path.join(MODULE, "migrations"),
      path.join(MODULE, "../../../../message-log/src/modules/message-log/migrations"),
    ] as never,
    testSuite: ({ service, MikroOrmWrapper }) => {
      const sql: Sql = async (text, params = []) => MikroOrmWrapper.forkManager().execute<never>(text, [...params])
      testSuite({ service, sql })
    },
  })
}

export type Sql = <Row = Record<string, unknown>>(text: string, params?: readonly unknown[]) => Promise<Row[]>

/** An item that is stocked at some locations. Answers its id. */
export async function stocked(
  service: AtpInventoryModuleService,
  sku: string,
  levels: Readonly<Record<string, number>>,
  more: object = {},
): Promise<string> {
  const item = await service.createInventoryItems({ sku, ...more })
  await service.createInventoryLevels(
    Object.entries(levels).map(([location_id, stocked_quantity]) => ({
      inventory_item_id: item.id,
      location_id,
      stocked_quantity,
    })),
  )
  return item.id
}

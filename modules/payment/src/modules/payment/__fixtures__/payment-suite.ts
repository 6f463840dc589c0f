import { afterAll, beforeAll, beforeEach } from "@jest/globals"
import path from "node:path"
import { Modules } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { HoldfastPaymentModuleService } from "../service"
import { TestProvider } from "../../../../../../sandboxes/payment-test/test-provider"

const MODULE = path.join(__dirname, "..")
const PLUGIN = path.join(__dirname, "../../../../../../plugins/payment-test/src/providers/payment-test")

export const TEST_PROVIDER = "pp_payment-test_test"
export const SECOND_PROVIDER = "pp_payment-test_second"

export type Sql = <Row = Record<string, unknown>>(text: string, params?: readonly unknown[]) => Promise<Row[]>

export interface PaymentSuite {
  readonly service: HoldfastPaymentModuleService
  readonly sql: Sql
  /** The other side: a process of its own. */
  readonly provider: () => TestProvider
}

/** The module on a real PostgreSQL with the real schema, and a provider on loopback that does as it is told. */
export function paymentSuite(testSuite: (suite: PaymentSuite) => void, databaseName = process.env["PAYMENT_DB"]): void {
  const options: Record<string, unknown> = { baseUrl: "http://127.0.0.1:1", timeoutMs: 250 }
  let provider: TestProvider | undefined
  const started = () => {
    if (!provider) throw new Error("The provider is not started yet.")
    return provider
  }
  beforeAll(async () => {
    provider = await TestProvider.start()
    // The module is loaded before each test, and reads its provider's options then.
    options["baseUrl"] = provider.baseUrl
  })
  afterAll(() => provider?.stop())

  moduleIntegrationTestRunner<HoldfastPaymentModuleService>({
    moduleName: Modules.PAYMENT,
    resolve: MODULE,
    moduleOptions: {
      callSeconds: 30,
      providers: ["test", "second"].map((id) => ({ resolve: PLUGIN, id, options })),
    },
    // Several suites may run beside each other on one server.
    ...(databaseName && { dbName: databaseName }),
    pathToMigrations: [
      path.join(path.dirname(require.resolve("@medusajs/payment")), "migrations"),
      path.join(MODULE, "migrations"),
    ] as never,
    testSuite: ({ service, MikroOrmWrapper }) => {
      const sql: Sql = async (text, params = []) => MikroOrmWrapper.forkManager().execute<never>(text, [...params])
      beforeEach(() => started().control("reset"))
      testSuite({ service, sql, provider: started })
    },
  })
}

/** Another process's service on the same database: what the first one had in its memory is not there. */
export function rebornService(service: HoldfastPaymentModuleService): HoldfastPaymentModuleService {
  const { __container__: container } = service as unknown as { __container__: never }
  return new HoldfastPaymentModuleService(container, { callSeconds: 30 })
}

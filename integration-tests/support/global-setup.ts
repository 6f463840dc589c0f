import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { buildShop } from "../../launcher/build-shop"
import { freePort } from "../../launcher/free-port"
import { LaunchRecord } from "../../launcher/launch-record"
import { migrateShop } from "../../launcher/migrate-shop"
import { startCluster } from "../../launcher/postgres/cluster"
import { setUpShop } from "../../launcher/set-up-shop"
import { shopEnvironment } from "../../launcher/shop-environment"
import { startShopProcess, untilReady } from "../../launcher/shop-processes"
import { TestProvider } from "../../sandboxes/payment-test/test-provider"
import { TEST_RUN } from "./global-teardown"
import { onCluster } from "./on-cluster"
import type { RunningShop } from "./running-shop"

const ROOT = path.dirname(path.dirname(__dirname))
const ADMIN = { email: "admin@holdfast.example", password: "a-password-for-tests-alone" }
const TEMPLATE = "shop_template"

/** One cluster, one migrated and seeded template, one running server for every suite that speaks to a shop. */
export default async function globalSetup(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-test-"))
  const logDir = path.join(dataDir, "logs")
  mkdirSync(path.join(dataDir, "static"))
  await buildShop(ROOT, () => undefined)
  const cluster = await startCluster({ dataDir, settings: { shared_preload_libraries: "pg_stat_statements" } })
  TEST_RUN.closers.push(() => cluster.stop())
  TEST_RUN.dataDir = dataDir

  const clusterUrl = cluster.url("postgres")
  await onCluster(clusterUrl, `create database ${TEMPLATE}`)
  const port = await freePort()
  const provider = await TestProvider.start()
  TEST_RUN.closers.push(() => provider.stop())
  const settings = { PORT: String(port), DATABASE_POOL_MAX: "20", PAYMENT_TEST_URL: provider.baseUrl }
  const seeded = await seedTemplate(dataDir, cluster.url(TEMPLATE), settings)

  // Everywhere, so that a test pays with it where it likes.
  await onCluster(cluster.url(TEMPLATE), OFFER_TEST_PROVIDER)
  await onCluster(clusterUrl, `create database shop template ${TEMPLATE}`)
  const env = shopEnvironment({ ...systemEnvironment(), ...settings }, dataDir, cluster.url("shop"))
  const logFile = path.join(logDir, "server.log")
  const server = startShopProcess(ROOT, { env, logFile })
  TEST_RUN.closers.push(() => server.stop())
  await untilReady(server, port, logFile)

  const shop: RunningShop = {
    baseUrl: `http://localhost:${port}`,
    publishableKey: seeded.publishableKey,
    adminEmail: ADMIN.email,
    adminPassword: ADMIN.password,
    databaseUrl: cluster.url("shop"),
    clusterUrl,
    templateDatabase: TEMPLATE,
    env: env as Record<string, string>,
    paymentProviderUrl: provider.baseUrl,
  }
  const file = path.join(dataDir, "running-shop.json")
  writeFileSync(file, JSON.stringify(shop))
  process.env["HOLDFAST_TEST_SHOP"] = file
  // The host's own module test runner reads these.
  const address = new URL(clusterUrl)
  process.env["DB_HOST"] = "localhost"
  process.env["DB_PORT"] = address.port
  process.env["DB_USERNAME"] = address.username
  process.env["DB_PASSWORD"] = address.password
}

const OFFER_TEST_PROVIDER = `insert into region_payment_provider (id, region_id, payment_provider_id)
select 'regpp_' || id, id, 'pp_payment-test_test' from region`

async function seedTemplate(dataDir: string, databaseUrl: string, settings: Record<string, string>) {
  const env = shopEnvironment({ ...systemEnvironment(), ...settings }, dataDir, databaseUrl)
  const say = () => undefined
  const logDir = path.join(dataDir, "logs")
  return LaunchRecord.use(databaseUrl, async (record) => {
    await migrateShop(ROOT, record, { env, logDir, say })
    const wish = {
      admin: ADMIN,
      seedDemo: true,
      databaseWasEmpty: true,
      dataDir,
      publicUrl: `http://localhost:${settings["PORT"] ?? ""}`,
    }
    const { demoShop } = await setUpShop(ROOT, record, { wish, env, logDir, say })
    if (!demoShop) throw new Error("The demo shop was not seeded.")
    return demoShop
  })
}

/** What a program needs from the system; nothing of the developer's own settings leaks into the tests. */
function systemEnvironment(): Record<string, string | undefined> {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"] }
}

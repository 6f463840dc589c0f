import { existsSync } from "node:fs"
import path from "node:path"
import { Listr, PRESET_TIMER } from "listr2"
import { buildShop } from "./build-shop"
import { checkDatabase } from "./check-database"
import { checkPort } from "./check-port"
import { checkRedis } from "./check-redis"
import { LaunchRecord } from "./launch-record"
import { migrateShop } from "./migrate-shop"
import { openEmbeddedDatabase } from "./postgres/embedded-database"
import { checkDiskSpace } from "./prepare"
import { findPublishableKey } from "./publishable-key"
import { readable } from "./run-program"
import { type SetupResult, setUpShop } from "./set-up-shop"
import { launcherSettings } from "./settings"
import { checkEnvironment, shopEnvironment } from "./shop-environment"
import { type ShopEnv, startShopProcess, untilReady } from "./shop-processes"
import { Shutdown } from "./shutdown"
import { type StandIns, startStandIns } from "./stand-ins"
import { takeStartLock } from "./start-lock"
import { openStorefront } from "./storefront"
import { welcome } from "./welcome"

/** What one phase leaves for the next. */
interface Launch {
  standIns: StandIns | undefined
  storefrontUrl: string | undefined
  databaseUrl: string
  databaseWasEmpty: boolean
  env: ShopEnv
  setup: SetupResult
  publishableKey: string | undefined
}

/** `npm start`: everything from an installed clone to a shop that sells, and back on Ctrl-C. */
export async function startShop(root: string): Promise<void> {
  const startedAt = Date.now()
  const shutdown = new Shutdown()
  try {
    const settings = launcherSettings(root, process.env)
    const { dataDir } = settings
    const logDir = path.join(dataDir, "logs")
    const shopEnv = checkEnvironment(process.env)
    await takeStartLock(dataDir, shutdown)
    await checkPort(shopEnv.port)
    if (shopEnv.redisUrl) await checkRedis(shopEnv.redisUrl)
    const ownDatabase = process.env["DATABASE_URL"]
    if (ownDatabase) await checkDatabase(ownDatabase)
    else checkDatabaseFits(dataDir)

    const phases = new Listr<Launch>(
      [
        {
          title: "Build modules, shop and dashboard",
          task: async (_launch, task) => {
            if (!(await buildShop(root, (what) => (task.output = what)))) task.skip("Build: nothing changed")
          },
        },
        {
          title: ownDatabase ? "Look at the database" : "Start PostgreSQL",
          task: async (launch, task) => {
            launch.databaseUrl = ownDatabase || (await openOwnPostgres(dataDir, shutdown))
            const { version, empty } = await checkDatabase(launch.databaseUrl)
            task.title = `${ownDatabase ? "Looked at the database" : "Started PostgreSQL"} (${version})`
            launch.databaseWasEmpty = await wasEmptyAtFirst(launch.databaseUrl, empty)
          },
        },
        {
          title: "Play Stripe and Adyen, for test cards",
          enabled: () => settings.demoPayments,
          task: async (launch) => {
            const wanted = { shopUrl: `http://127.0.0.1:${shopEnv.port}`, dataDir }
            launch.standIns = await startStandIns(process.env, wanted, shutdown)
          },
        },
        {
          title: "Migrate the database",
          task: async (launch, task) => {
            launch.env = shopEnvironment({ ...process.env, ...launch.standIns?.settings }, dataDir, launch.databaseUrl)
            const say = (what: string) => (task.output = what)
            const migrated = await LaunchRecord.use(launch.databaseUrl, (record) =>
              migrateShop(root, record, { env: launch.env, logDir, say }),
            )
            if (!migrated) task.skip("Migrate: nothing new")
          },
        },
        {
          title: "Set up the shop: admin and demo catalogue",
          task: async (launch, task) => {
            const wish = {
              admin: settings.admin,
              seedDemo: settings.seedDemo,
              databaseWasEmpty: launch.databaseWasEmpty,
              dataDir,
              publicUrl: shopEnv.publicUrl,
            }
            const say = (what: string) => (task.output = what)
            launch.setup = await LaunchRecord.use(launch.databaseUrl, (record) =>
              setUpShop(root, record, { wish, env: launch.env, logDir, say }),
            )
            if (!launch.setup.done) task.skip("Set up: done before")
            launch.publishableKey = await findPublishableKey(launch.databaseUrl, launch.setup.demoShop?.publishableKey)
          },
        },
        {
          title: "Start the server",
          task: async (launch) => {
            const logFile = path.join(logDir, "server.log")
            const server = startShopProcess(root, { env: launch.env, logFile, onLine: showTrouble })
            shutdown.add("server", () => server.stop())
            await untilReady(server, shopEnv.port, logFile)
            await launch.standIns?.shopAnswers()
            shutdown.endWhen(server.ended, (how) => `The server ${how}. Its log is ${logFile}.`)
          },
        },
        {
          title: "Open the demo storefront",
          enabled: () => settings.demoPayments,
          task: async (launch, task) => {
            const { publishableKey, standIns } = launch
            if (publishableKey === undefined || standIns === undefined) task.skip("Storefront: no publishable key yet")
            else {
              const wanted = {
                backendUrl: `http://127.0.0.1:${shopEnv.port}`,
                publishableKey,
                standIns: standIns.payableAt,
              }
              launch.storefrontUrl = await openStorefront(root, shutdown, wanted)
            }
          },
        },
      ],
      {
        ctx: {} as Launch,
        // Signals are ours: they stop the server before the database.
        registerSignalListeners: false,
        rendererOptions: { timer: PRESET_TIMER, collapseErrors: true, showErrorMessage: false },
        fallbackRendererOptions: { timer: PRESET_TIMER },
      },
    )
    const launch = await phases.run()
    console.log(
      welcome({
        publicUrl: shopEnv.publicUrl,
        setup: launch.setup,
        publishableKey: launch.publishableKey,
        storefrontUrl: launch.storefrontUrl,
        logFile: path.relative(process.cwd(), path.join(logDir, "server.log")),
        startedInMs: Date.now() - startedAt,
      }),
    )
  } catch (error) {
    await shutdown.run(1, error)
  }
}

async function openOwnPostgres(dataDir: string, shutdown: Shutdown): Promise<string> {
  const { cluster, url } = await openEmbeddedDatabase({ dataDir })
  shutdown.add("database", () => cluster.stop())
  shutdown.endWhen(
    cluster.ended,
    () => `PostgreSQL ended by itself; its log is ${path.join(dataDir, "logs", "postgres.log")}.`,
  )
  return url
}

/** Kept from the first look at the database, so that a start that is killed while it migrates still becomes a demo shop. */
function wasEmptyAtFirst(databaseUrl: string, emptyNow: boolean): Promise<boolean> {
  return LaunchRecord.use(databaseUrl, async (record) => {
    const found = await record.find<{ empty: boolean }>("found")
    if (!found) await record.save("found", "", { empty: emptyNow })
    return found?.detail.empty ?? emptyNow
  })
}

/** Measured: an empty cluster takes 40 MB, the demo shop 60 MB more; the rest is room for the first days' changes. */
function checkDatabaseFits(dataDir: string): void {
  const exists = existsSync(path.join(dataDir, "postgres"))
  checkDiskSpace(dataDir, exists ? 100_000_000 : 400_000_000, "the database")
}

/** The log holds everything; the terminal shows what somebody should look at. */
function showTrouble(line: string): void {
  if (/"level":"(error|panic)"/.test(line)) console.error(`server: ${readable(line)}`)
}

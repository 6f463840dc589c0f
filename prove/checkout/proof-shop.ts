import { randomBytes } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client } from "pg"
import { buildShop } from "../../launcher/build-shop"
import { freePort } from "../../launcher/free-port"
import { LaunchRecord } from "../../launcher/launch-record"
import { migrateShop } from "../../launcher/migrate-shop"
import { startCluster } from "../../launcher/postgres/cluster"
import { setUpShop } from "../../launcher/set-up-shop"
import { shopEnvironment } from "../../launcher/shop-environment"
import { runMedusa, type ShopEnv, type ShopProcess, startShopProcess, untilReady } from "../../launcher/shop-processes"
import type { Shutdown } from "../../launcher/shutdown"
import { TestProvider } from "../../sandboxes/payment-test/test-provider"
import { VICTIM } from "./crash-points"

export interface Server {
  readonly process: ShopProcess
  readonly baseUrl: string
}

/** A shop with a database of its own, a payment provider, and servers that may be killed. */
export interface ProofShop {
  readonly databaseUrl: string
  readonly provider: TestProvider
  readonly admin: { readonly email: string; readonly password: string }
  /** A server that nobody kills, which works and mends. */
  readonly startKeeper: () => Promise<Server>
  /** A server that only answers requests, as the role whose writes are counted. */
  readonly startVictim: () => Promise<Server>
}

interface Wish {
  readonly root: string
  readonly clusterUrl: string | undefined
  readonly template: string | null
  readonly shutdown: Shutdown
  readonly say: (what: string) => void
}

const DATABASE = "proof_checkout"

export async function openProofShop({ root, clusterUrl: given, template, shutdown, say }: Wish): Promise<ProofShop> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-proof-"))
  shutdown.add("data", () => {
    rmSync(dataDir, { recursive: true, force: true })
  })
  const logDir = path.join(dataDir, "logs")
  mkdirSync(path.join(dataDir, "static"))
  say("building")
  await buildShop(root, () => undefined)
  const clusterUrl = given ?? (await ownCluster(dataDir, shutdown))
  const provider = await TestProvider.start()
  shutdown.add("payment provider", () => provider.stop())

  const as = (user: string | null, database: string) => {
    const url = new URL(clusterUrl)
    if (user) url.username = user
    url.pathname = `/${database}`
    return url.toString()
  }
  const cluster = new Client({ connectionString: clusterUrl })
  await cluster.connect()
  shutdown.add("database", async () => {
    await cluster.query(`drop database if exists ${DATABASE} with (force)`)
    await cluster.query(`drop role if exists ${VICTIM}`)
    await cluster.end()
  })
  await cluster.query(`drop database if exists ${DATABASE} with (force)`)
  await cluster.query(`drop role if exists ${VICTIM}`)
  const password = new URL(clusterUrl).password
  await cluster.query(`create role ${VICTIM} superuser login ${password ? `password '${password}'` : ""}`)
  await cluster.query(`create database ${DATABASE} ${template ? `template ${template}` : ""}`)

  const settings = { PATH: process.env["PATH"], HOME: process.env["HOME"], PAYMENT_TEST_URL: provider.baseUrl }
  const env = shopEnvironment({ ...settings, DATABASE_POOL_MAX: "20" }, dataDir, as(null, DATABASE))
  const admin = { email: "admin@proof.example", password: randomBytes(12).toString("base64url") }
  if (template) await addAdmin(root, { env, admin, logDir })
  else {
    say("migrating and filling the shop")
    await LaunchRecord.use(as(null, DATABASE), async (record) => {
      await migrateShop(root, record, { env, logDir, say: () => undefined })
      const wish = { admin, seedDemo: true, databaseWasEmpty: true, dataDir, publicUrl: "http://localhost:9000" }
      await setUpShop(root, record, { wish, env, logDir, say: () => undefined })
    })
  }
  let started = 0
  const start = async (url: string, mode: string): Promise<Server> => {
    const port = await freePort()
    const logFile = path.join(logDir, `${mode}-${++started}.log`)
    const own = { ...env, DATABASE_URL: url, MEDUSA_WORKER_MODE: mode, PORT: String(port) }
    const server = startShopProcess(root, { env: own, logFile })
    shutdown.add("server", () => server.stop())
    await untilReady(server, port, logFile)
    return { process: server, baseUrl: `http://127.0.0.1:${port}` }
  }
  return {
    databaseUrl: as(null, DATABASE),
    provider,
    admin,
    startKeeper: () => start(as(null, DATABASE), "shared"),
    startVictim: () => start(as(VICTIM, DATABASE), "server"),
  }
}

async function ownCluster(dataDir: string, shutdown: Shutdown): Promise<string> {
  const cluster = await startCluster({ dataDir })
  shutdown.add("PostgreSQL", () => cluster.stop())
  return cluster.url("postgres")
}

const addAdmin = (
  root: string,
  { env, admin, logDir }: { env: ShopEnv; admin: { email: string; password: string }; logDir: string },
) =>
  runMedusa(root, {
    title: "Adding an admin",
    // In one word: a password may begin with "-".
    args: ["user", `--email=${admin.email}`, `--password=${admin.password}`],
    env,
    logFile: path.join(logDir, "user.log"),
  })

import { randomBytes } from "node:crypto"
import path from "node:path"
import { freePort } from "../../launcher/free-port"
import { shopEnvironment } from "../../launcher/shop-environment"
import { runMedusa, type ShopProcess, startShopProcess, untilReady } from "../../launcher/shop-processes"
import { JsonClient } from "../harness/json-client"
import { seedCatalogue } from "./catalogue"
import type { Storefront } from "./place-order"

/** The same for both. */
export const POOL_MAX = 20

export interface ShopUnderTest {
  readonly server: ShopProcess
  readonly database: string
  readonly storefront: Storefront
  /** Speaks to the admin API, logged in. */
  readonly admin: JsonClient
}

export interface ShopWish {
  /** A folder that holds a built shop, `node_modules` and the launcher. */
  readonly folder: string
  readonly database: string
  readonly databaseUrl: string
  readonly dataDir: string
  /** Sees what is being done. */
  readonly say: (what: string) => void
  /** Is told of the server as soon as there is one to stop. */
  readonly onServer: (server: ShopProcess) => void
}

/** Migrates an empty database, fills it, and serves it: all of it through the host's own commands and admin API. */
export async function startShopUnderTest(wish: ShopWish): Promise<ShopUnderTest> {
  const { folder, database, databaseUrl, dataDir, say, onServer } = wish
  const port = await freePort()
  const env = shopEnvironment(
    {
      // What a program needs from the system; nothing of the developer's own settings comes along.
      ...{ PATH: process.env["PATH"], HOME: process.env["HOME"] },
      ...{ PORT: String(port), DATABASE_POOL_MAX: String(POOL_MAX) },
      ...{
        STORE_CORS: "http://localhost:8000",
        ADMIN_CORS: "http://localhost:8000",
        AUTH_CORS: "http://localhost:8000",
      },
    },
    dataDir,
    databaseUrl,
  )
  const logFile = (name: string) => path.join(dataDir, "logs", `${database}-${name}.log`)

  say("migrating")
  await runMedusa(folder, {
    title: `Migrating ${database}`,
    args: ["db:migrate", "--execute-safe-links", "--execute-safe-search"],
    env,
    logFile: logFile("migrate"),
  })
  say("creating the admin")
  const admin = { email: "admin@bench.example", password: randomBytes(12).toString("base64url") }
  await runMedusa(folder, {
    title: `Creating the admin of ${database}`,
    // In one word: a password may begin with "-".
    args: ["user", `--email=${admin.email}`, `--password=${admin.password}`],
    env,
    logFile: logFile("user"),
  })
  say("starting the server")
  const server = startShopProcess(folder, { env, logFile: logFile("server") })
  onServer(server)
  await untilReady(server, port, logFile("server"), "/health")

  say("filling the catalogue")
  const baseUrl = `http://127.0.0.1:${port}`
  const anonymous = new JsonClient(baseUrl, {})
  const { token } = await anonymous.post<{ token: string }>("/auth/user/emailpass", admin)
  anonymous.close()
  const authorized = new JsonClient(baseUrl, { authorization: `Bearer ${token}` })
  const catalogue = await seedCatalogue(authorized)
  const client = new JsonClient(baseUrl, { "x-publishable-api-key": catalogue.publishableKey })
  return { server, database, storefront: { client, catalogue }, admin: authorized }
}

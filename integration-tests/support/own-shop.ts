import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { freePort } from "../../launcher/free-port"
import { startShopProcess, untilReady } from "../../launcher/shop-processes"
import { onCluster } from "./on-cluster"
import type { RunningShop } from "./running-shop"
import { ROOT } from "./start-command"

export interface OwnShop {
  readonly baseUrl: string
  readonly databaseUrl: string
  readonly stop: () => Promise<void>
}

/** One more server of the built shop, with settings and a copy of the seeded database for one suite alone. */
export async function startOwnShop(
  shop: RunningShop,
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<OwnShop> {
  const logDir = mkdtempSync(path.join(tmpdir(), `holdfast-${name}-`))
  await onCluster(shop.clusterUrl, `create database ${name} template ${shop.templateDatabase}`)
  const address = new URL(shop.clusterUrl)
  address.pathname = `/${name}`
  const databaseUrl = address.toString()
  const port = await freePort()
  const env = { ...shop.env, DATABASE_URL: databaseUrl, PORT: String(port), ...settings }
  const logFile = path.join(logDir, "server.log")
  const server = startShopProcess(ROOT, { env, logFile })
  const stop = async () => {
    await server.stop()
    await onCluster(shop.clusterUrl, `drop database ${name} with (force)`)
    rmSync(logDir, { recursive: true })
  }
  try {
    await untilReady(server, port, logFile)
    return { baseUrl: `http://localhost:${port}`, databaseUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { freePort } from "../../launcher/free-port"
import { runMedusa, type ShopEnv, type ShopProcess, startShopProcess, untilReady } from "../../launcher/shop-processes"
import { onCluster } from "./on-cluster"
import type { RunningShop } from "./running-shop"
import { ROOT } from "./start-command"

type Mode = "server" | "worker" | "shared"

export interface FleetMember {
  readonly mode: Mode
  readonly port: number
  readonly baseUrl: string
  readonly process: ShopProcess
  readonly logFile: string
}

export interface Fleet {
  readonly members: readonly FleetMember[]
  readonly servers: () => readonly FleetMember[]
  readonly workers: () => readonly FleetMember[]
  readonly databaseUrl: string
  readonly stop: () => Promise<void>
}

/**
 * Starts servers and workers on a copy of the seeded database and one Redis, as docker-compose.yml runs them. Without
 * Redis each server keeps its locks, events and workflows to itself, which is how a shop must not be less correct.
 */
export async function startFleet(
  shop: RunningShop,
  { servers, workers, redisUrl, name }: { servers: number; workers: number; redisUrl?: string; name: string },
): Promise<Fleet> {
  const logDir = mkdtempSync(path.join(tmpdir(), "holdfast-fleet-"))
  await onCluster(shop.clusterUrl, `create database ${name} template ${shop.templateDatabase}`)
  const address = new URL(shop.clusterUrl)
  address.pathname = `/${name}`
  const env = { ...shop.env, DATABASE_URL: address.toString(), ...(redisUrl && { REDIS_URL: redisUrl }) }
  const members: FleetMember[] = []
  const fleet: Fleet = {
    members,
    servers: () => members.filter(({ mode }) => mode !== "worker"),
    workers: () => members.filter(({ mode }) => mode === "worker"),
    databaseUrl: address.toString(),
    stop: async () => {
      await Promise.all(members.map(({ process }) => process.stop()))
      await onCluster(shop.clusterUrl, `drop database ${name} with (force)`)
      rmSync(logDir, { recursive: true })
    },
  }
  try {
    await runMedusa(ROOT, {
      title: "Migrating the fleet's database",
      args: ["db:migrate", "--execute-safe-links", "--execute-safe-search"],
      env,
      logFile: path.join(logDir, "migrate.log"),
    })
    const server = redisUrl ? "server" : "shared"
    for (const mode of [...Array<Mode>(servers).fill(server), ...Array<Mode>(workers).fill("worker")]) {
      members.push(await startMember(env, mode, path.join(logDir, `${mode}-${members.length}.log`)))
    }
    await Promise.all(
      members.map(({ process, port, logFile, mode }) =>
        untilReady(process, port, logFile, mode === "worker" ? "/health" : "/ready"),
      ),
    )
    return fleet
  } catch (error) {
    await fleet.stop()
    throw error
  }
}

async function startMember(env: ShopEnv, mode: Mode, logFile: string): Promise<FleetMember> {
  const port = await freePort()
  const process = startShopProcess(ROOT, { env: { ...env, MEDUSA_WORKER_MODE: mode, PORT: String(port) }, logFile })
  return { mode, port, baseUrl: `http://localhost:${port}`, process, logFile }
}
